# What can be chosen for this phone, and what rings on it.

settings-title = Settings
settings-shade = Light or dark
shade-system = like the phone
shade-light = light
shade-dark = dark
settings-remind = Remind me of a planned session
settings-remind-how = The reminder says when it begins, and nothing else: others may see it.
remind-never = never
remind-half-an-hour = 30 minutes before
remind-an-hour = 1 hour before
remind-a-day = 1 day before
reminder-title = You have a session planned
reminder-begins = It begins: { $when }

for-me-new = New
session-row-brought-by = brought by { $names }
about-sessions = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
}
about-venues = { $n ->
    [one] { $n } school or other place
   *[other] { $n } schools and other places
}
about-size = Room taken on the phone: { $size } MB

# What iOS says in the app's name: why it asks for the camera and the like, and what a file is.
system-camera = Teren reads codes with the camera, and takes photos of places and material.
system-face = Teren opens your work with your face in place of the PIN, if you want it.
system-location = Teren notes where a session is, to about 1 km, when you ask it to.
system-hand-over = Work handed over with Teren
