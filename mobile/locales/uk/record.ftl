# Кроки запису сесії.

step-what = Що
step-where = Де
step-who = Хто
step-count = Скільки
step-given = Роздано
step-asked = Питання
step-said = Про що
step-photos = Фото
record-finish = Завершити
record-what = Що це за захід?
record-where = Де ви?
record-recent = Недавні місця
record-search = Школа, площа чи місто
record-town = Місто або село
record-new-place = Нове місце: { $name }
record-locate = Позначити, де я, з точністю до 1 км
record-at = Позначено з точністю до 1 км: { $lat }, { $lon }
record-at-remove = Прибрати позначку
record-who = Хто з вами?
record-you = { $name } (ви)
record-campaign = Кампанія
record-no-campaign = Без кампанії
record-count = Скільки людей охоплено?
record-given = Що ви роздали?
record-also = Також пораховано
record-asked = Про що питає кампанія?
asked-required = Тут потрібна відповідь.
asked-constraint = Так не може бути: { $rule }
asked-unfit = Тут це не може бути відповіддю.
unfit-integer = Тут потрібне ціле число.
unfit-decimal = Тут потрібне число.
unfit-date = Тут потрібна дата.
unfit-select-one = Тут потрібен один із варіантів.
unfit-select-multiple = Тут потрібен один із варіантів.
asked-date = Вибрати дату
asked-date-take = Узяти цю дату
asked-date-none = Прибрати дату
asked-again = Додати: { $group }
asked-time = { $group } { $time }
asked-remove = Прибрати: { $time }
asked-open = { $n ->
    [one] { $n } питання кампанії без належної відповіді. Завершити можна й так.
    [few] { $n } питання кампанії без належної відповіді. Завершити можна й так.
    [many] { $n } питань кампанії без належної відповіді. Завершити можна й так.
   *[other] { $n } питання кампанії без належної відповіді. Завершити можна й так.
}
record-said = Про що говорили?
record-notes = Нотатки
record-notes-help = Не пишіть імені, телефону чи історії зустрінутої людини.
record-photos = Фото
photos-warning = Знімайте лише місця або матеріали, ніколи не людей.
photos-take = Зробити фото
photos-choose = Вибрати фото
photos-working = Готуємо фото…
photos-one = Фото { $number }
photos-waiting = піде після чисел
photos-sending = надіслано { $percent } %
photos-sent = надіслано
photos-refused = сервер її не прийняв: див. «Для мене»
photos-elsewhere = немає на цьому телефоні
photos-fetch = Отримати: { $photo }
photos-remove = Прибрати: { $photo }
photos-undo = Повернути фото
warning-identity = Схоже на ідентифікаційний номер: { $words }
warning-phone = Схоже на номер телефону: { $words }
warning-email = Схоже на адресу електронної пошти: { $words }
warning-address = Схоже на чиюсь адресу: { $words }
record-undo = Скасувати
record-part = Рахую частину
record-whole = Рахую всіх
record-sex-main = Жінки й чоловіки
record-sex-rest = Інша і не сказано
count-cell = { $what }, { $age }: { $count }. Додати одну особу.
count-thing = { $what }: { $count }. Додати одиницю.
count-fewer = { $what }: відняти одиницю

material-leaflet = Листівки
material-poster = Плакати
material-brochure = Брошури
