"""What a locality's file names besides: `attach` Markdown files it attaches · `spreadsheets` cells that name a spreadsheet as their
source · `workbooks` those spreadsheets, opened · `figures` one figure against another."""
