# Думите за кодовете: РЕЧНИК-КОД.

role-volunteer = доброволец
role-coordinator = координатор
role-national = национален координатор
role-partner = партньор
role-admin = администратор

kind-school = Събитие в училище
kind-public-event = Публично събитие
kind-direct-meeting = Пряка среща
kind-professional-training = Обучение на специалисти
kind-volunteer-training = Обучение на доброволци
kind-exchange-workshop = Работилница за обмен
kind-support-course = Курс за подкрепа
kind-media = Медии
kind-online-campaign = Онлайн кампания
kind-coordination-meeting = Координационна среща

status-planned = Планирана
status-running = В ход
status-done = Приключена
status-cancelled = Отменена

counting-counted = Преброено, не по оценка
counting-estimated = По оценка

sex-f = Жени и момичета
sex-m = Мъже и момчета
sex-o = Друг
sex-u = Неказан

age-0-5 = 0–5
age-6-9 = 6–9
age-10-13 = 10–13
age-14-17 = 14–17
age-18-24 = 18–24
age-25-34 = 25–34
age-35-49 = 35–49
age-50-59 = 50–59
age-60-up = 60 +
age-unknown = неизвестна

topic-sexual-exploitation = Сексуална експлоатация
topic-forced-labour = Принудителен труд
topic-begging = Просия
topic-forced-criminality = Принуда към престъпления
topic-domestic-servitude = Домашно робство
topic-forced-marriage = Насилствен брак
topic-organ-removal = Отнемане на органи
topic-work-abroad = Работа в чужбина и договори
topic-recruitment-agencies = Агенции за наемане
topic-online-recruitment = Вербуване в интернет
topic-documents = Документи
topic-rights-and-helplines = Права и телефони за помощ
topic-demand-reduction = Намаляване на търсенето

team-lead = води
team-helper = помага
team-observer = наблюдава

field-kind = Вид
field-campaign = Кампания
field-title = Име
field-place = Място
field-planned-for = Планирана за
field-started-at = Начало
field-ended-at = Край
field-status = Състояние
field-counting = Как е броено
field-people = Обхванати хора
field-materials = Материали
field-tallies = Преброено също
field-team = Екип
field-topics = Тема
field-notes = Бележки

group-pupils = Ученици
group-students = Студенти
group-parents = Родители
group-teachers = Учители
group-professionals = Полиция и други специалисти
group-employers = Работодатели
group-decision-makers = Хора, които вземат решения
group-volunteers = Доброволци
group-leaving-to-work-abroad = Заминават на работа в чужбина
group-at-risk = Хора в риск
group-with-disabilities = Хора с увреждания
group-demand = Възможни купувачи (търсене)
group-general-public = Широката общественост

tally-helpline-cards = Картички с телефона за помощ
tally-questions = Зададени въпроси
tally-referrals = Насочвания

review-verified = Проверена
review-returned = Върната
