"""Codes of attached files (L4)."""

from reportgen.finding.catalogue import catalogue

CODES = catalogue("""
L401 附件文件读不到
  检查什么：attachments: 里 file: 指的 Markdown 文件不存在或读不出来。路径从本文件所在的文件夹算起。
  为什么：附件说明里列了名称，正文后面却没有附件，公文就不完整。
  反例：file: 办法.md        # 文件其实在 附件 文件夹里
  正例：file: 附件/办法.md
L402 附件文件里有公文不用的内容
  检查什么：附件的 Markdown 里有图片、链接、HTML、代码等。公文附件只用标题、段落、清单和表格。
  为什么：这些内容排进公文会丢失或变样，而读的人不会知道。
  反例：详见[办法全文](http://example.gov.cn)
  正例：详见《办法》全文
L403 附件文件太大或套得太深
  检查什么：附件的 Markdown 太长，或括号、清单、引文一层套一层，读取超过了时间或内存的限制。
  为什么：读不完的文件会拖住整批报告的生成。
  反例：((((((((((( … )))))))))))
  正例：拆成几个附件，减少嵌套
""")
