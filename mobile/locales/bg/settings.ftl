# Какво може да се избере за този телефон и какво звъни на него.

settings-title = Настройки
settings-shade = Светло или тъмно
shade-system = като телефона
shade-light = светло
shade-dark = тъмно
settings-remind = Напомняй за планирана сесия
settings-remind-how = Напомнянето казва само кога започва: може да го видят и други.
remind-never = никога
remind-half-an-hour = 30 минути преди това
remind-an-hour = 1 час преди това
remind-a-day = 1 ден преди това
reminder-title = Имате планирана сесия
reminder-begins = Започва: { $when }

for-me-new = Ново
session-row-brought-by = донесена от { $names }
about-sessions = { $n ->
    [one] { $n } сесия
   *[other] { $n } сесии
}
about-venues = { $n ->
    [one] { $n } училище или друго място
   *[other] { $n } училища и други места
}
about-size = Заето място на телефона: { $size } МБ

# What iOS says in the app's name: why it asks for the camera and the like, and what a file is.
system-camera = Teren чете кодове с камерата и снима места и материали.
system-face = Teren отваря работата ви с лицето ви вместо с ПИН, ако искате.
system-location = Teren отбелязва къде е събитието, с точност около 1 км, когато го поискате.
system-hand-over = Работа, предадена с Teren
