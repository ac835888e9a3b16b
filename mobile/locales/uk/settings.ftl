# Що можна вибрати для цього телефону і що на ньому дзвонить.

settings-title = Налаштування
settings-shade = Світло чи темно
shade-system = як у телефоні
shade-light = світло
shade-dark = темно
settings-remind = Нагадувати про заплановану сесію
settings-remind-how = Нагадування каже лише, коли вона починається: його можуть побачити інші.
remind-never = ніколи
remind-half-an-hour = за 30 хвилин
remind-an-hour = за 1 годину
remind-a-day = за 1 день
reminder-title = У вас запланована сесія
reminder-begins = Початок: { $when }

for-me-new = Нове
session-row-brought-by = привезено: { $names }
about-sessions = { $n ->
    [one] { $n } сесія
    [few] { $n } сесії
    [many] { $n } сесій
   *[other] { $n } сесії
}
about-venues = { $n ->
    [one] { $n } школа чи інше місце
    [few] { $n } школи та інші місця
    [many] { $n } шкіл та інших місць
   *[other] { $n } школи чи іншого місця
}
about-size = Зайнято місця на телефоні: { $size } МБ

# What iOS says in the app's name: why it asks for the camera and the like, and what a file is.
system-camera = Teren зчитує коди камерою та фотографує місця й матеріали.
system-face = Teren відкриває вашу роботу за обличчям замість PIN-коду, якщо ви цього хочете.
system-location = Teren записує, де відбувається захід, з точністю близько 1 км, коли ви про це просите.
system-hand-over = Робота, передана через Teren
