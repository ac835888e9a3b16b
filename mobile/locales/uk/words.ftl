# Слова для кодів: СЛОВНИК-КОД.

role-volunteer = волонтер
role-coordinator = координатор
role-national = національний координатор
role-partner = партнер
role-admin = адміністратор

kind-school = Захід у школі
kind-public-event = Публічна подія
kind-direct-meeting = Пряма зустріч
kind-professional-training = Навчання фахівців
kind-volunteer-training = Навчання волонтерів
kind-exchange-workshop = Майстерня обміну
kind-support-course = Курс підтримки
kind-media = Медіа
kind-online-campaign = Онлайн-кампанія
kind-coordination-meeting = Координаційна зустріч

status-planned = Заплановано
status-running = Триває
status-done = Завершено
status-cancelled = Скасовано

counting-counted = Пораховано, не оцінено
counting-estimated = Оцінено

sex-f = Жінки й дівчата
sex-m = Чоловіки й хлопці
sex-o = Інша стать
sex-u = Не сказано

age-0-5 = 0–5
age-6-9 = 6–9
age-10-13 = 10–13
age-14-17 = 14–17
age-18-24 = 18–24
age-25-34 = 25–34
age-35-49 = 35–49
age-50-59 = 50–59
age-60-up = 60 +
age-unknown = невідомо

topic-sexual-exploitation = Сексуальна експлуатація
topic-forced-labour = Примусова праця
topic-begging = Жебрацтво
topic-forced-criminality = Примус до злочинів
topic-domestic-servitude = Домашнє рабство
topic-forced-marriage = Примусовий шлюб
topic-organ-removal = Вилучення органів
topic-work-abroad = Робота за кордоном і договори
topic-recruitment-agencies = Агенції з працевлаштування
topic-online-recruitment = Вербування в інтернеті
topic-documents = Документи
topic-rights-and-helplines = Права й лінії допомоги
topic-demand-reduction = Зменшення попиту

team-lead = керує
team-helper = допомагає
team-observer = спостерігає

field-kind = Вид
field-campaign = Кампанія
field-title = Назва
field-place = Місце
field-planned-for = Заплановано на
field-started-at = Початок
field-ended-at = Кінець
field-status = Стан
field-counting = Як рахували
field-people = Охоплено людей
field-materials = Матеріали
field-tallies = Також пораховано
field-team = Команда
field-topics = Тема
field-notes = Нотатки

group-pupils = Учні
group-students = Студенти
group-parents = Батьки
group-teachers = Учителі
group-professionals = Поліція та інші фахівці
group-employers = Роботодавці
group-decision-makers = Ті, хто ухвалює рішення
group-volunteers = Волонтери
group-leaving-to-work-abroad = Їдуть працювати за кордон
group-at-risk = Люди в зоні ризику
group-with-disabilities = Люди з інвалідністю
group-demand = Можливі покупці (попит)
group-general-public = Широка публіка

tally-helpline-cards = Картки лінії допомоги
tally-questions = Поставлені запитання
tally-referrals = Скерування

review-verified = Перевірено
review-returned = Повернуто
