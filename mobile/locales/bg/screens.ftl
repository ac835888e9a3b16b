# Какво казват екраните. `$n` избира числото и се изписва.

app-name = Teren
back = Назад
next = Напред
everything-sent = Всичко е изпратено
unsent = { $n ->
    [one] { $n } неизпратена сесия
   *[other] { $n } неизпратени сесии
}
unsent-photos = { $n ->
    [one] { $n } снимка още не е изпратена
   *[other] { $n } снимки още не са изпратени
}
last-sync = Последно синхронизиране: { $when }
last-sync-never = Още не е синхронизирано
people = { $n ->
    [one] { $n } човек
   *[other] { $n } души
}

trouble-invalid = Това не може да се запази: { $reason }
trouble-not-found = Това го няма на телефона: { $reason }
trouble-membership = Не се получи: { $reason }
trouble-offline = В момента няма връзка. Работата ви е запазена на телефона и ще тръгне, щом има връзка.
trouble-not-trusted = На сървъра не може да се вярва, затова нищо не е изпратено. Вижте дали датата на телефона е вярна; ако е, кажете на координатора.
trouble-refused = Сървърът отказа: { $reason }
trouble-full = Паметта на телефона е пълна. Освободете място и опитайте пак. Нищо не е загубено.
trouble-unreadable = Данните на този телефон не могат да се прочетат. Кажете на координатора и не трийте нищо.
trouble-busy = Нещо още се изпълнява. Опитайте след малко.
trouble-hand-over = Това не може да се предаде или приеме: { $reason }
trouble-sync-first = Това може да стане след синхронизиране.
trouble-practice = Това е упражнение: нищо от него не напуска телефона.
trouble-wrong-pin = ПИН кодът е грешен.
trouble-pin-wait = ПИН кодът беше грешен твърде много пъти. Опитайте пак след { $wait } мин.
trouble-wrong-code = Този код не става или вече е използван. Поискайте от администратора нов за този телефон.
trouble-wiped = Организацията ви изчисти този телефон. Поискайте нова покана.
trouble-internal = Приложението сгреши. Нищо не е променено.

join-title = Присъединете се към организацията
join-how = Сканирайте кода, който координаторът ви показва, или поставете връзката от поканата.
join-scan = Сканирай кода
join-link = Връзка от поканата
join-name = Вашето име
join-name-help = Виждат го всички, които ползват този телефон.
join-go = Присъединяване
join-working = Присъединяване…
join-language = Език
join-bad-link = Това не е връзка от покана. Копирайте я цялата, от https:// до края.
join-used = Поканата вече е използвана или е твърде стара. Поискайте нова.
join-name-taken = Тук вече има човек с това име. Изберете друго.

members-title = Кой ползва телефона?
members-add = Присъединяване на друг
members-again = Нов опит
set-aside = Отделяне на работата на { $name } и ново присъединяване
set-aside-how = Нищо от нея не се изтрива: тя остава на този телефон, където някой може още да я прочете. Присъединявате се с нова покана, а изпратеното преди се връща при следващата синхронизация.
set-aside-go = Отделяне
members-switch = Смяна на потребителя
leave-title = Напускане на този телефон
leave-how = Работата ви се маха от този телефон, за да може да го ползва колега. Това е възможно, след като всичко е на сървъра, където нищо не се губи, и нищо отказано не чака в „За мен“. За да се върнете, ви трябва нова покана.
leave-go = Махни работата ми от телефона

nav-today = Днес
nav-sessions = Сесии
nav-for-me = За мен
nav-more = Още

today-hello = Здравейте, { $name }
today-record = Запишете сесия
today-open = Открити и планирани
today-nothing = Няма нищо открито. Запишете сесия, когато сте на терен: работи и без връзка.

sessions-title = Сесии
sessions-search = Търсене по име или място
sessions-all = Всички
sessions-mine = Мои
sessions-unsent = Неизпратени
sessions-conflicts = За уточняване
sessions-none = Няма такива сесии.
sessions-more = Покажи още
session-row-unsent = неизпратена
session-row-brought = донесена от колега
session-row-conflict = за уточняване
session-open = Промяна
session-hand-over = Предай
session-repeat = Повтори
session-counted-by = Кой е броил
session-editors = Кой е писал
session-whole = { $who }: { $total }, всички
session-part = { $who }: { $total }, част
session-at = { $who }, { $when }
session-conflict = Казани са различни неща
session-conflict-how = Изберете вярното. Всички ще го видят след следващото синхронизиране.
session-take = Избирам това
session-like = Прилича на същото събитие като „{ $session }“.
session-same = Събитието е едно: брои другата сесия
session-counted-once = Брои се веднъж, в „{ $session }“.
session-apart = Събитията са две
session-hide = Скрий сесията
session-hide-how = Не се брои и не се изтрива никъде. Може да я покажете отново.
session-hide-why = Защо?
session-hidden = Скрита: { $why }
session-show-again = Покажи отново
session-returned = Върната от координатора
session-notes = Бележки
session-figures = Числа
session-team = Екип

sync-title = Синхронизиране
sync-now = Синхронизирай сега
sync-stop = Спри
sync-working = Синхронизира се…
sync-progress = Изпратени { $sent }, получени { $received }, остават { $left }
sync-done = Готово. Изпратени { $sent }, получени { $received }.
sync-stopped = Спряно. Изпратеното си остава изпратено.
sync-refused = { $n ->
    [one] { $n } промяна не е приета. Вижте „За мен“.
   *[other] { $n } промени не са приети. Вижте „За мен“.
}
sync-photos = { $n ->
    [one] После { $n } снимка
   *[other] После { $n } снимки
}
sync-photos-waiting = { $n ->
    [one] { $n } снимка още чака. Числата са изпратени.
   *[other] { $n } снимки още чакат. Числата са изпратени.
}
sync-photos-refused = { $n ->
    [one] { $n } снимка не беше приета. Вижте „За мен“.
   *[other] { $n } снимки не бяха приети. Вижте „За мен“.
}
sync-safe = Каквото запишете, веднага се запазва на телефона и тръгва само, щом има връзка.

for-me-title = За мен
for-me-none = Нищо не ви чака.
for-me-assigned = Планирани за вас
for-me-returned = Върнати на вас
for-me-refused = Неприети от сървъра
for-me-seen = Видях го

refusal-not-permitted = Вече не можете да променяте тази сесия. Написаното от вас е запазено тук.
refusal-erased = Сесията е премахната от организацията ви.
refusal-quarantined = Първо трябва да я погледне координатор. От вас не се иска нищо.
refusal-bad-value = Нещо в нея не може да се приеме. Отворете сесията и я прегледайте.
refusal-photo-refused = Сървърът не прие тази снимка. Тя още е на телефона: махнете я или направете друга.
refusal-photo-no-room = В организацията няма повече място за снимки. Числата са там, снимката чака тук.
refusal-photo-day-full = Този телефон изпрати толкова снимки, колкото може за един ден. Числата са там, останалите тръгват утре.
refusal-other = Сървърът не можа да я приеме. Кажете на координатора.

# Handing work over without a network, on both platforms. What a file came to is `taken-`.
together-title = Заедно
together-how = Предайте работата си на телефона на колега без мрежа: изпратете файла, а той го приема. Който пръв синхронизира, я занася до сървъра и тя се брои веднъж.
together-give = Предай
together-take = Приеми файл
together-too-large = Този файл е твърде голям, за да е работа на колега. Нищо от него не е прието.
codes-title = С кодове, без файлове
codes-how = Единият телефон показва кодове, а другият ги чете с камерата, в какъвто и да е ред.
codes-show = Покажи кодове
codes-read = Прочети кодове
codes-takes = { $n ->
    [one] Нужен е { $n } код.
   *[other] Нужни са { $n } кода.
}
codes-many = Много са, за да държите два телефона неподвижни. Ако другият телефон може да получи файл, например по Bluetooth, с файл е по-бързо.
codes-too-many = Твърде много е за кодове. Изпратете файла или предавайте сесиите една по една.
codes-share = Изпрати файла
codes-one = Код { $number } от { $all }
codes-until = Кодовете се повтарят отново и отново. Показвайте ги, докато другият телефон каже, че ги има всички.
codes-hold = Задръж този
codes-go-on = Продължи
codes-next = Следващ код
codes-done = Готово
codes-left = Тези кодове не са довършени. Продължете с тях, ако другият телефон вече е прочел някои.
codes-new = Направи нови кодове
codes-point = Насочете камерата към кодовете на другия телефон.
codes-have = Прочетени { $have } от { $all }
codes-missing = Липсват: { $numbers }
codes-stop = Спри, продължи по-късно
codes-anew = Започни отначало
taken-from = От { $name }
taken-carried = Следващото синхронизиране я занася до сървъра.
taken-new = нова тук
taken-changed = нещо е добавено
taken-known = вече беше тук
taken-not-for-you = за други: пренася се, не се показва
taken-incomplete = показва се след синхронизиране
taken-unread = показва се след обновяване на приложението
taken-erased = премахната от организацията
taken-refused = не е приета: { $reason }

helpline-title = Телефон за помощ
helpline-number = 0800 800 678
helpline-about = Безплатен в Румъния. За работа в чужбина, договори, пътуване и излизане от лошо положение.
helpline-call = Обади се
helpline-card = Дадена картичка
helpline-referral = Направено насочване
helpline-counted = Брои се в: { $session }
helpline-nowhere = Първо започнете сесия; картичките и насочванията се броят в нея.
helpline-never = Teren брои картички и насочвания, никога човек.

about-title = За Teren
about-version = Версия { $version }
about-member = Вие: { $name }, { $role }
about-organisation = Организация: { $name }
about-stored = Какво има на този телефон
about-stored-what = Сесиите на вашия център, бележките ви и имена на колеги, училища и кампании. Всичко е криптирано. Име, телефон или история на срещнат човек нямат място тук.
