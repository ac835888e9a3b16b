# ПИН кодът пред работата на всеки и упражнението.

unlock-title = Въведете своя ПИН код
unlock-pin = ПИН код
unlock-go = Отвори
unlock-working = Отваря се…
unlock-biometrics = С пръст или лице
unlock-forgotten = Забравих ПИН кода
lock-now = Заключи сега

forgotten-title = Забравен ПИН код
forgotten-how = Помолете администратора да отключи този телефон. Показва ви се код, който важи веднъж. Нищо от записаното не се губи.
forgotten-code = Код за отключване
forgotten-bad-code = Това не е код за отключване. Копирайте го целия, от teren-unlock: до края.
forgotten-go = Отвори с новия ПИН код

pin-title = ПИН код и заключване
pin-none = Няма ПИН код: който държи телефона, може да отвори работата ви.
pin-is-set = Работата ви се отваря с ПИН код.
pin-forgotten-later = Ако го забравите, администраторът може да отключи телефона, след като той е синхронизирал веднъж с ПИН кода.
pin-set = Задай ПИН код
pin-set-done = ПИН кодът е зададен.
pin-change = Смени ПИН кода
pin-change-done = ПИН кодът е сменен.
pin-remove = Махни ПИН кода
pin-remove-done = ПИН кодът е махнат.
pin-biometrics = Отваряй и с пръст или лице
pin-biometrics-done = Вече и пръстът или лицето отварят работата ви.
pin-biometrics-stop = Отваряй само с ПИН код
pin-working = Един момент…
pin-old = Досегашният ПИН код
pin-new = Нов ПИН код
pin-again = Новият ПИН код още веднъж
pin-short = Поне { $least } цифри. Не вземайте такъв, който се отгатва лесно.
pin-differs = Това са два различни ПИН кода.
lock-after = Питай за ПИН кода, когато ме е нямало
lock-after-at-once = веднага
lock-after-a-minute = след 1 минута
lock-after-five-minutes = след 5 минути
lock-after-a-quarter = след 15 минути
cancel = Отказ

trouble-locked = Работата е заключена. Първо ПИН кодът.

practice-begin = Упражнение
practice-about = Опитайте всичко: нищо не се запазва, не се изпраща и не се брои.
practice-banner = Упражнение: нищо не се запазва, не се изпраща и не се брои.
practice-end = Край на упражнението
