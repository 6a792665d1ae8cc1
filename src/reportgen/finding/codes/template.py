"""Codes of templates (T)."""

from reportgen.finding.catalogue import catalogue

CODES = catalogue("""
T101 模板标签写法有误
  检查什么：标签没有写完整、if 或 for 没有成对、带 p 的标签没有独占一段，或标签跨越了单元格、文本框的边界。
  为什么：这样的模板排不出完整的文稿；带 p 的标签会连同所在的整段一起消失。
  反例：{%p for block in report.blocks %}（后面没有 {%p endfor %}）
  正例：{%p for block in report.blocks %} … {%p endfor %}
T102 模板里的名字不存在
  检查什么：标签里写的名字不是报告里有的内容。名字在排版之前按报告的结构核对，写错一个字母也会指出。
  为什么：名字写错而不报错，文稿上就会缺一段，没有人会发现。
  反例：{{ report.letterhead.numbr }}
  正例：{{ report.letterhead.number }}
T103 模板标签用了全角符号
  检查什么：标签的花括号或百分号是用中文输入法打的全角字符。
  为什么：全角的标签不会被填写，会原样印在公文上。
  反例：｛｛ report.title ｝｝
  正例：{{ report.title }}
T104 模板里有不允许的写法
  检查什么：模板只能打印字段、用 if 和 for，以及 length、batch、join 三个过滤器；不能调用、取下标、计算或赋值。
  为什么：模板会在别人的电脑上执行，只有限定写法才保证它只排版、不做别的事。
  反例：{{ report.blocks[0] }}
  正例：{%p for block in report.blocks %}
T105 模板文件打不开
  检查什么：report: 指定的模板在 templates 文件夹里没有，或它不是完好的 .docx 文件。
  为什么：没有模板就排不出文稿。
  反例：report: official-leter
  正例：report: official-letter
""")
