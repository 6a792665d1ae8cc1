"""The typefaces of official documents, each under all the names its makers gave it (GB/T 9704-2012 names kinds, not products).

Fonts of 方正, 中易 and 华文 are licensed: documents name them, the project never carries them. The first name of a kind is the one
our templates use.
"""

from collections.abc import Mapping

XIAOBIAOSONG, FANGSONG, KAITI, HEITI, SONGTI = "小标宋", "仿宋", "楷体", "黑体", "宋体"

NAMES: Mapping[str, tuple[str, ...]] = {
    XIAOBIAOSONG: (
        "方正小标宋简体", "方正小标宋_GBK", "方正小标宋_GB18030", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05",
        "小标宋", "小标宋体", "文星简小标宋",
    ),
    FANGSONG: (
        "仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312", "方正仿宋简体", "方正仿宋_GBK", "方正仿宋_GB2312", "华文仿宋", "STFangsong",
    ),
    KAITI: (
        "楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312", "方正楷体简体", "方正楷体_GBK", "方正楷体_GB2312", "华文楷体", "STKaiti",
    ),
    HEITI: ("黑体", "SimHei", "方正黑体简体", "方正黑体_GBK", "华文黑体", "STHeiti"),
    SONGTI: ("宋体", "SimSun", "新宋体", "NSimSun", "方正书宋简体", "方正书宋_GBK", "华文宋体", "STSong"),
}  # fmt: skip

LATIN = "Times New Roman"
"""Digits and letters: the standard names no face of their own for them but in page numbers."""
