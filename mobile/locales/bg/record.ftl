# Стъпките при записване на сесия.

step-what = Какво
step-where = Къде
step-who = Кой
step-count = Колко
step-given = Раздадено
step-said = За какво
record-finish = Приключи
record-what = Какво е събитието?
record-where = Къде сте?
record-recent = Скорошни места
record-search = Училище, площад или град
record-town = Град или село
record-new-place = Ново място: { $name }
record-who = Кой е с вас?
record-you = { $name } (вие)
record-campaign = Кампания
record-no-campaign = Без кампания
record-count = Колко души обхванахте?
record-given = Какво раздадохте?
record-also = Преброено също
record-said = За какво се говори?
record-notes = Бележки
record-notes-help = Не пишете име, телефон или история на срещнат човек.
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
