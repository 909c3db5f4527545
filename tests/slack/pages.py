"""The small folder that the bot of the scenarios answers from."""

from pathlib import Path

PAGES = {
    "site.yml": "name: Potagers partagés\naddress: https://potagers.example\ncontact: equipe@potagers.example\n",
    "aide.md": """---
title: Aide à l'achat
url: /aide
questions:
  - combien donne-t-on pour acheter des outils
  - montant de l'aide aux outils
  - quelle somme pour les bêches
---
Chaque commune reçoit **1 200 €** par an pour ses outils. Voyez [le règlement](/reglement.pdf).

## Délai de versement

L'aide arrive sous 30 jours après la demande.
""",
    "terrain.md": """---
title: Trouver un terrain
url: /terrain
questions:
  - où jardiner dans ma ville
  - qui prête une parcelle
  - demander un terrain à la mairie
---
La mairie prête un terrain de 50 à 200 m² pour trois ans.
""",
    "appel.md": """---
title: Appel à potagers
url: /appel
calls:
  - name: Appel à potagers 2030
    opens: 2030-01-07
    closes: 2030-03-15
    results_url: https://potagers.example/laureats
---
L'appel réunit chaque année vingt potagers.
""",
}


def write_pages(folder: Path) -> Path:
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
