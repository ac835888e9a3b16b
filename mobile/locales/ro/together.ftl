# Predarea muncii către telefonul unui coleg.

together-title = Împreună
together-how = Fără semnal? Dă munca ta unui coleg. Oricine o aduce, se numără o singură dată.
together-give = Predă
together-take = Preia fișierul unui coleg
together-from = De la { $name }
together-carried = Următoarea sincronizare îl duce la server.
together-new = nou aici
together-changed = s-a adăugat ceva
together-known = era deja aici
together-not-for-you = dus pentru alții, nu se vede aici
together-incomplete = se vede după următoarea sincronizare
together-unread = se vede după actualizarea aplicației
together-erased = ștears de organizația ta
together-refused = nu a fost preluat: { $reason }
trouble-hand-over = Nu se poate preda sau primi: { $reason }
trouble-sync-first = Se poate după o sincronizare.
