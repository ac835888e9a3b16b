# How numbers, days and times are written.

number-group = ,
number-percent = { $number }%
number-about = about { $number }

# A place in an order. $end is the last digit, or 0 for 11, 12 and 13.
writing-ordinal = { $n ->
    [1] first
    [2] second
    [3] third
    [4] fourth
    [5] fifth
    [6] sixth
   *[other] { $end ->
        [1] { $number }st
        [2] { $number }nd
        [3] { $number }rd
       *[other] { $number }th
    }
}

writing-day = { $day } { $month } { $year }
writing-month = { $month } { $year }
writing-moment = { $day }, { $time }
writing-period = { $from } – { $until }
writing-since = Since { $from }
writing-until = Until { $until }
writing-always = All time

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
