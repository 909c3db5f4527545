"""Pages of a service that never was, for tests of the days on which they are asked."""

OVER = """---
title: Appel à jardins 2030
calls:
  - {name: Jardins 2030, opens: 2030-01-10, closes: 2030-03-15}
---
L’appel est fermé.

## Le jury

Le jury se réunissait à la mairie.
"""
NEXT = """---
title: Appel à jardins 2031
calls:
  - {name: Jardins 2031, opens: 2031-02-01, closes: 2031-04-30}
---
Un jardin par quartier.
"""
FILE = """---
title: Le dossier
passages:
  - heading: Où le déposer
    call: Jardins 2030
    questions: [à quel endroit déposer le dossier, où apporter le dossier, le dossier se remet où]
---
Le dossier tient en deux pages.

## Où le déposer

À la mairie ; le guichet ne prend plus rien depuis le 15 mars 2030.

## Les plantes

La ville prête des semis.
"""
CANTEEN = """---
title: La cantine
open: true
---
Elle ouvre à midi.
"""
