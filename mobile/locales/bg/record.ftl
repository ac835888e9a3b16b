# Стъпките при записване на сесия.

step-what = Какво
step-where = Къде
step-who = Кой
step-count = Колко
step-given = Раздадено
step-asked = Въпроси
step-said = За какво
record-finish = Приключи
record-what = Какво е събитието?
record-where = Къде сте?
record-recent = Скорошни места
record-search = Училище, площад или град
record-town = Град или село
record-new-place = Ново място: { $name }
record-locate = Отбележи къде съм, с точност около 1 км
record-at = Отбелязано с точност около 1 км: { $lat }, { $lon }
record-at-remove = Махни отметката
record-who = Кой е с вас?
record-you = { $name } (вие)
record-campaign = Кампания
record-no-campaign = Без кампания
record-count = Колко души обхванахте?
record-given = Какво раздадохте?
record-also = Преброено също
record-asked = Какво пита кампанията?
asked-required = Тук трябва отговор.
asked-constraint = Не може така: { $rule }
asked-unfit = Може: { $allowed }
asked-again = Добави: { $group }
asked-time = { $group } { $time }
asked-remove = Премахни: { $time }
asked-open = { $n ->
    [one] { $n } въпрос на кампанията няма нужния отговор. Може да приключите и така.
   *[other] { $n } въпроса на кампанията нямат нужния отговор. Може да приключите и така.
}
record-said = За какво се говори?
record-notes = Бележки
record-notes-help = Не пишете име, телефон или история на срещнат човек.
warning-identity = Прилича на ЕГН или друг личен номер: { $words }
warning-phone = Прилича на телефонен номер: { $words }
warning-email = Прилича на имейл адрес: { $words }
warning-address = Прилича на нечий адрес: { $words }
record-undo = Отмени
record-part = Броя част
record-whole = Броя всички
record-sex-main = Жени и мъже
record-sex-rest = Друг и неказан
count-cell = { $what }, { $age }: { $count }. Добави един.
count-thing = { $what }: { $count }. Добави един.
count-fewer = { $what }: извади един

material-leaflet = Листовки
material-poster = Плакати
material-brochure = Брошури
