# Predarea muncii către telefonul unui coleg.

together-title = Împreună
together-how = Fără semnal? Dă munca ta unui coleg. Oricine o aduce, se numără o singură dată.
together-give = Predă
together-give-how = Alege sesiuni. Dacă nu alegi niciuna, se predă tot ce nu este trimis încă.
together-make = Creează fișierul
together-share = Trimite fișierul
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
together-brought = adus de { $name }
trouble-hand-over = Acest fișier nu poate fi folosit: { $reason }
trouble-sync-first = Sincronizează o dată când ai semnal, apoi încearcă din nou.
