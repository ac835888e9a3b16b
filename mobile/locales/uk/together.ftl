# Передача роботи на телефон колеги.

together-title = Разом
together-how = Немає сигналу? Віддайте роботу колезі. Хто б її не приніс, вона рахується один раз.
together-give = Передати
together-take = Взяти файл колеги
together-from = Від { $name }
together-carried = Наступна синхронізація доставить це на сервер.
together-new = нове тут
together-changed = щось додалося
together-known = уже було тут
together-not-for-you = переноситься для інших, тут не показується
together-incomplete = з’явиться після наступної синхронізації
together-unread = з’явиться після оновлення застосунку
together-erased = вилучено вашою організацією
together-refused = не взято: { $reason }
trouble-hand-over = Це не можна передати або прийняти: { $reason }
trouble-sync-first = Це можна зробити після синхронізації.
