# PIN-код перед роботою людини і тренування.

unlock-title = Введіть свій PIN-код
unlock-pin = PIN-код
unlock-go = Відкрити
unlock-working = Відкривається…
unlock-biometrics = Пальцем або обличчям
unlock-forgotten = Не памʼятаю PIN-код
lock-now = Заблокувати зараз

forgotten-title = Забутий PIN-код
forgotten-how = Попросіть адміністратора розблокувати цей телефон. Вам покажуть код, який діє один раз. Нічого із записаного не пропаде.
forgotten-code = Код розблокування
forgotten-bad-code = Це не код розблокування. Скопіюйте його повністю, від teren-unlock: до кінця.
forgotten-go = Відкрити з новим PIN-кодом

pin-title = PIN-код і блокування
pin-none = PIN-коду немає: хто тримає цей телефон, може відкрити вашу роботу.
pin-is-set = Вашу роботу відкриває PIN-код.
pin-forgotten-later = Якщо ви його забудете, адміністратор зможе розблокувати телефон, коли той хоч раз синхронізується з PIN-кодом.
pin-set = Встановити PIN-код
pin-set-done = PIN-код встановлено.
pin-change = Змінити PIN-код
pin-change-done = PIN-код змінено.
pin-remove = Прибрати PIN-код
pin-remove-done = PIN-код прибрано.
pin-biometrics = Відкривати також пальцем або обличчям
pin-biometrics-done = Тепер вашу роботу відкриває і палець або обличчя.
pin-biometrics-stop = Відкривати лише PIN-кодом
pin-working = Хвилинку…
pin-old = Теперішній PIN-код
pin-new = Новий PIN-код
pin-again = Новий PIN-код ще раз
pin-short = Щонайменше { $least } цифр. Не беріть такого, що легко вгадати.
pin-differs = Це два різні PIN-коди.
lock-after = Питати PIN-код, коли мене не було
lock-after-at-once = одразу
lock-after-a-minute = через 1 хвилину
lock-after-five-minutes = через 5 хвилин
lock-after-a-quarter = через 15 хвилин
first-pin-title = Встановити PIN-код зараз?
first-pin-why = Хто знайде цей телефон, міг би відкрити вашу роботу. PIN-код тримає її закритою.
first-pin-later = Не зараз
lock-without-pin = Закрито, але не заблоковано: PIN-коду немає, тож роботу відкриє кожен, хто торкнеться вашого імені. Встановити його можна в розділі «Інше».
cancel = Скасувати

trouble-locked = Роботу заблоковано. Спершу PIN-код.

practice-begin = Потренуватися
practice-about = Спробуйте все: нічого не зберігається, не надсилається і не рахується.
practice-banner = Тренування: нічого не зберігається, не надсилається і не рахується.
practice-end = Завершити тренування
