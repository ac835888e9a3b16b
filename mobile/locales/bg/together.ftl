# Предаване на работата към телефона на колега.

together-title = Заедно
together-how = Няма сигнал? Дайте работата си на колега. Който и да я донесе, брои се веднъж.
together-give = Предай
together-take = Вземи файла на колега
together-from = От { $name }
together-carried = Следващата синхронизация го носи до сървъра.
together-new = ново тук
together-changed = добави се нещо
together-known = вече беше тук
together-not-for-you = носи се за други, не се показва тук
together-incomplete = вижда се след следващата синхронизация
together-unread = вижда се след обновяване на приложението
together-erased = премахнато от вашата организация
together-refused = не е взето: { $reason }
trouble-hand-over = Това не може да се предаде или приеме: { $reason }
trouble-sync-first = Това може да стане след синхронизиране.
