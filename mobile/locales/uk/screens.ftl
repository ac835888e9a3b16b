# Що кажуть екрани. `$n` вибирає число і друкується.

app-name = Teren
back = Назад
next = Далі
everything-sent = Усе надіслано
unsent = { $n ->
    [one] { $n } сесію ще не надіслано
    [few] { $n } сесії ще не надіслано
    [many] { $n } сесій ще не надіслано
   *[other] { $n } сесії ще не надіслано
}
unsent-photos = { $n ->
    [one] { $n } фото ще не надіслано
    [few] { $n } фото ще не надіслано
    [many] { $n } фото ще не надіслано
   *[other] { $n } фото ще не надіслано
}
last-sync = Остання синхронізація: { $when }
last-sync-never = Ще не синхронізовано
people = { $n ->
    [one] { $n } особа
    [few] { $n } особи
    [many] { $n } осіб
   *[other] { $n } особи
}

trouble-invalid = Це не можна зберегти: { $reason }
trouble-not-found = Цього немає на телефоні: { $reason }
trouble-membership = Не вдалося: { $reason }
trouble-offline = Зараз немає звʼязку. Ваша робота збережена на телефоні й піде, щойно він зʼявиться.
trouble-not-trusted = Серверу не можна довіряти, тому нічого не надіслано. Перевірте, чи правильна дата на телефоні; якщо так, скажіть координатору.
trouble-refused = Сервер відмовив: { $reason }
trouble-full = Памʼять телефону заповнена. Звільніть місце і спробуйте ще раз. Нічого не втрачено.
trouble-unreadable = Дані на цьому телефоні не вдається прочитати. Скажіть координатору і нічого не видаляйте.
trouble-busy = Щось іще виконується. Спробуйте за мить.
trouble-hand-over = Це не можна передати або прийняти: { $reason }
trouble-sync-first = Це можна зробити після синхронізації.
trouble-practice = Це тренування: звідси з телефона нічого не виходить.
trouble-wrong-pin = PIN-код неправильний.
trouble-pin-wait = PIN-код забагато разів був неправильним. Спробуйте ще раз через { $wait } хв.
trouble-wrong-code = Цей код не підходить або його вже використано. Попросіть в адміністратора новий для цього телефону.
trouble-wiped = Ваша організація очистила цей телефон. Попросіть нове запрошення.
trouble-internal = Застосунок помилився. Нічого не змінено.

join-title = Приєднайтеся до організації
join-how = Відскануйте код, який покаже координатор, або вставте посилання із запрошення.
join-scan = Сканувати код
join-link = Посилання із запрошення
join-name = Ваше імʼя
join-name-help = Його бачать усі, хто користується цим телефоном.
join-go = Приєднатися
join-working = Приєднання…
join-language = Мова
join-bad-link = Це не посилання-запрошення. Скопіюйте його повністю, від https:// до кінця.
join-used = Це запрошення вже використано або воно застаріло. Попросіть нове.
join-name-taken = Таке імʼя тут уже є. Виберіть інше.

members-title = Хто користується телефоном?
members-add = Приєднати іншу людину
members-again = Спробувати ще раз
set-aside = Відкласти роботу { $name } і приєднатися знову
set-aside-how = Нічого з неї не видаляється: вона лишається на цьому телефоні, де її, можливо, ще прочитають. Ви приєднуєтеся за новим запрошенням, а те, що було надіслано раніше, повернеться з наступною синхронізацією.
set-aside-go = Відкласти
members-switch = Змінити користувача

nav-today = Сьогодні
nav-sessions = Сесії
nav-for-me = Для мене
nav-more = Інше

today-hello = Вітаємо, { $name }
today-record = Записати сесію
today-open = Відкриті й заплановані
today-nothing = Нічого не відкрито. Записуйте сесію, коли йдете до людей: працює і без звʼязку.

sessions-title = Сесії
sessions-search = Пошук за назвою чи місцем
sessions-all = Усі
sessions-mine = Мої
sessions-unsent = Не надіслані
sessions-conflicts = Розбіжності
sessions-none = Таких сесій немає.
sessions-more = Показати ще
session-row-unsent = не надіслано
session-row-brought = привіз колега
session-row-conflict = розбіжність
session-open = Редагувати
session-hand-over = Передати
session-repeat = Повторити
session-counted-by = Хто рахував
session-editors = Хто писав
session-whole = { $who }: { $total }, усіх
session-part = { $who }: { $total }, частину
session-at = { $who }, { $when }
session-conflict = Люди сказали різне
session-conflict-how = Виберіть правильне. Усі побачать це після наступної синхронізації.
session-take = Вибрати це
session-like = Схоже, це той самий захід, що й «{ $session }».
session-same = Це один захід: рахувати іншу сесію
session-counted-once = Рахується один раз, у «{ $session }».
session-apart = Це два заходи
session-hide = Приховати сесію
session-hide-how = Її ніде не рахують і ніде не видаляють. Можна показати знову.
session-hide-why = Чому?
session-hidden = Приховано: { $why }
session-show-again = Показати знову
session-returned = Повернув координатор
session-notes = Нотатки
session-figures = Цифри
session-team = Команда

sync-title = Синхронізація
sync-now = Синхронізувати
sync-stop = Зупинити
sync-working = Синхронізація…
sync-progress = Надіслано { $sent }, отримано { $received }, залишилося { $left }
sync-done = Готово. Надіслано { $sent }, отримано { $received }.
sync-stopped = Зупинено. Надіслане залишається надісланим.
sync-refused = { $n ->
    [one] { $n } зміну не прийнято. Див. «Для мене».
    [few] { $n } зміни не прийнято. Див. «Для мене».
    [many] { $n } змін не прийнято. Див. «Для мене».
   *[other] { $n } зміни не прийнято. Див. «Для мене».
}
sync-photos = { $n ->
    [one] Потім { $n } фото
    [few] Потім { $n } фото
    [many] Потім { $n } фото
   *[other] Потім { $n } фото
}
sync-photos-waiting = { $n ->
    [one] Ще { $n } фото чекає. Числа вже надіслано.
    [few] Ще { $n } фото чекають. Числа вже надіслано.
    [many] Ще { $n } фото чекають. Числа вже надіслано.
   *[other] Ще { $n } фото чекають. Числа вже надіслано.
}
sync-photos-refused = { $n ->
    [one] { $n } фото не прийнято. Див. «Для мене».
    [few] { $n } фото не прийнято. Див. «Для мене».
    [many] { $n } фото не прийнято. Див. «Для мене».
   *[other] { $n } фото не прийнято. Див. «Для мене».
}
sync-safe = Усе, що ви записуєте, одразу зберігається на телефоні й надсилається саме, щойно є звʼязок.

for-me-title = Для мене
for-me-none = На вас нічого не чекає.
for-me-assigned = Заплановано для вас
for-me-returned = Повернуто вам
for-me-refused = Не прийнято сервером
for-me-seen = Ознайомлено

refusal-not-permitted = Ви вже не можете змінювати цю сесію. Написане вами збережено тут.
refusal-erased = Цю сесію видалила ваша організація.
refusal-quarantined = Спершу це має переглянути координатор. Вам нічого робити не треба.
refusal-bad-value = Щось у ній не можна прийняти. Відкрийте сесію й перегляньте її.
refusal-photo-refused = Сервер не прийняв це фото. Воно ще на цьому телефоні: приберіть його або зробіть інше.
refusal-photo-no-room = В організації більше немає місця для фото. Числа вже там, фото чекає тут.
refusal-other = Сервер не зміг її прийняти. Скажіть координатору.

# Handing work over without a network, on both platforms. What a file came to is `taken-`.
together-title = Разом
together-how = Передайте свою роботу на телефон колеги без мережі: надішліть файл, а колега його прийме. Хто перший синхронізується, той довезе її на сервер, і порахується вона один раз.
together-give = Передати
together-take = Прийняти файл
together-too-large = Цей файл завеликий, щоб бути роботою колеги. З нього нічого не взято.
codes-title = Кодами, без файлів
codes-how = Один телефон показує коди, а інший читає їх камерою в будь-якому порядку.
codes-show = Показати коди
codes-read = Читати коди
codes-takes = { $n ->
    [one] Потрібен { $n } код.
    [few] Потрібно { $n } коди.
    [many] Потрібно { $n } кодів.
   *[other] Потрібно { $n } коду.
}
codes-many = Це багато, щоб так довго тримати два телефони. Якщо інший телефон може отримати файл, наприклад через Bluetooth, файлом буде швидше.
codes-too-many = Для кодів цього забагато. Надішліть файл або передавайте по одній сесії.
codes-share = Надіслати файл
codes-one = Код { $number } з { $all }
codes-until = Коди повторюються знову й знову. Показуйте їх, доки інший телефон не скаже, що має всі.
codes-hold = Затримати цей
codes-go-on = Продовжити
codes-next = Наступний код
codes-done = Готово
codes-left = Ці коди показано не до кінця. Продовжуйте з ними, якщо інший телефон уже прочитав деякі.
codes-new = Зробити нові коди
codes-point = Наведіть камеру на коди іншого телефона.
codes-have = Прочитано { $have } з { $all }
codes-missing = Бракує: { $numbers }
codes-stop = Зупинити, продовжити пізніше
codes-anew = Почати заново
taken-from = Від: { $name }
taken-carried = Наступна синхронізація довезе це на сервер.
taken-new = нова тут
taken-changed = щось додано
taken-known = уже була тут
taken-not-for-you = для інших: везеться далі, не показується
taken-incomplete = зʼявиться після синхронізації
taken-unread = зʼявиться після оновлення застосунку
taken-erased = видалила організація
taken-refused = не прийнято: { $reason }

helpline-title = Лінія допомоги
helpline-number = 0800 800 678
helpline-about = Безкоштовно в Румунії. Про роботу за кордоном, договори, дорогу і вихід зі скрутного становища.
helpline-call = Подзвонити
helpline-card = Картку дано
helpline-referral = Скеровано
helpline-counted = Рахується в: { $session }
helpline-nowhere = Спершу почніть сесію: картки і скерування рахуються в ній.
helpline-never = Teren рахує картки і скерування, але ніколи не людину.

about-title = Про Teren
about-version = Версія { $version }
about-member = Ви: { $name }, { $role }
about-organisation = Організація: { $name }
about-stored = Що є на цьому телефоні
about-stored-what = Сесії вашого центру, ваші нотатки та назви: імена колег, школи, кампанії. Усе зашифровано. Імені, номера чи історії зустрінутої людини тут бути не повинно.
