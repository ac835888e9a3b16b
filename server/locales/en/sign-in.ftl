# The ways in.

sign-in-title = Sign in
sign-in-name = Your name or member id
sign-in-password = Password
sign-in-submit = Sign in
sign-in-wrong = This name and password do not belong together. Check both and try again.
sign-in-too-many = { $n ->
    [one] Too many tries. Wait a minute, then try again.
   *[other] Too many tries. Wait { $number } minutes, then try again.
}
sign-in-first-time = Here for the first time?
sign-in-have-code = Use a sign-in code
sign-in-have-password = Sign in with a password instead
sign-in-code = Sign-in code
sign-in-code-help = You got it from your administrator. It works once.
sign-in-code-wrong = This code does not work: it is mistyped, used up or too old. Ask your administrator for a new one.
sign-in-code-used = This code was used already; each works once. Whoever runs the server draws you a new one with “teren member sign-in”.
sign-in-code-submit = Continue

password-title = Choose a password
password-welcome = Welcome, { $name }.
password-new = New password
password-again = The same again
password-help = At least { $number } characters. A few ordinary words in a row are easy to keep and hard to guess.
password-too-short = Too short: use at least { $number } characters.
password-too-common = Too many people use this one. Choose another.
password-too-long = Too long. Choose a shorter one.
password-not-same = The two are not the same.
password-submit = Set password

join-title = You are invited
join-words = This link makes one phone yours, to record what { $organisation } does in the field. It works in the Teren app, not here in the browser.
join-step-app = Install the Teren app on your phone, or ask your coordinator to do it.
join-step-open = Go back to the message with the link and open it with the app. If the browser opens again, copy the whole link, to its last letter, and paste it into the app where it asks for an invite.
join-step-signal = Do this where there is signal. From then on you need none to record.
join-once = The link works once and for some days. Do not pass it on: whoever opens it first is taken for you. If it no longer works, ask your coordinator for a new one.
join-pages = You coordinate and want to see the pages?
