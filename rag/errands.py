"""Errands that are not quoting: code, and texts to be written, translated or drawn up."""

from __future__ import annotations

from typing import Literal

from rag.phrases import alternatives, phrases, plain

Work = Literal["code", "writing"]

_POLITE = (
    "((can|could|will) (you|u) (please |pls |kindly )?|would you (please|kindly) |please |pls |plz "
    "|kindly |now |just |then |i('d like| need| want) you to )"
)
_FEW = r"([\w'/-]+ ){0,3}?"
_LANGUAGE = (
    r"(python|java|javascript|js|typescript|php|ruby|bash|shell|c\+\+|c#|golang|rust|perl|vba"
    r"|powershell|excel|google sheets|sql|react|node|html|css)"
)
_CODE = alternatives(rf"""
{_LANGUAGE}( and \w+)? (code|scripts?|functions?|programs?|macros?|formulas?|quer(y|ies)|class
    |components?|snippets?|apps?)\b
((some|the|this|my|a piece of) )?code (that|for|to|which|in)\b
this code\b
regex(es)?\b
regular expression\b
(sql|stored procedure|unit tests?|(web ?)?scraper|crawler|dockerfile|algorithm)\b
(a|an|the|this|my) (\w+ )?(script|function|macro|program) (that|which|to|for|in)\b
(some|the|a|this|my) {_LANGUAGE}\b
""")
_SPOKEN = (
    "(calls?|calling|sales|phone|video|pitch|podcast|voicemail|demo|radio|ads?|webinar|interview)"
)
_CODING = phrases(rf"""
^{_POLITE}*(write|create|generate|make|give|show|send|code|build|develop|program|implement|fix
    |debug|refactor|convert|complete|port|optimi[sz]e)( me| us| up)? {_FEW}({_CODE})
^{_POLITE}*(code|program) (me|up|an?|my|this) \w
^((i|we) )?(need|want) (a|an|some|the) {_FEW}({_CODE})
^{_LANGUAGE} (code|script|function|regex|snippet|program|query) (for|to|that|which)\b
^(can|do) you (write |do |know )?(some )?(code|coding|program|programming|{_LANGUAGE})\W*$
^how (do|can|to) ((i|you|we) )?(reverse|sort|loop|parse|center|centre|declare|import|iterate
    |concatenate|print|split|merge|compile|debug|append) .* in {_LANGUAGE}\W*$
\b(wrong with|error in|bug in|fix) (this|my) (code|script|function|query|program)\b
""")
_SPOKEN_SCRIPT = phrases(rf"""
\b{_SPOKEN}\b.{{0,20}}\bscript
\bscript\b.{{0,30}}\b{_SPOKEN}\b
""")
_LISTING = phrases(r"""
\bdef \w+\(
\bfunction ?\w*\([^)]*\) ?\{
\) ?=> ?[{(]
\bconsole\.log\(
#include ?<
\bselect\b.{1,80}\bfrom \w+ (where|join|group by|order by)\b
<\?php
</?(div|span|script)\b
\bsystem\.out\.
\bimport (os|sys|re|json|numpy|pandas)\b
\bpublic static void\b
""")

_KIND = r"([\w-]+ )?"
_PIECE = alternatives(rf"""
(blog |{_KIND}media |{_KIND})?posts?\b
articles?\b
essays?\b
{_KIND}e-?mails?\b
{_KIND}newsletters?\b
(press )?releases?\b
{_KIND}(copy|texts?|lines?|taglines?|slogans?|mottos?|names?|headlines?|captions?|hashtags?)\b
{_KIND}(logos?|banners?|flyers?|posters?|images?|pictures?|videos?|brochures?|infographics?)\b
{_KIND}(presentations?|slides|decks?|plans?|strateg(y|ies)|calendars?|reports?|spreadsheets?)\b
{_KIND}(ads?|adverts?|advertisements?|scripts?|templates?|letters?|proposals?|descriptions?)\b
{_KIND}(bios?|speech|poems?|songs?|haikus?|limericks?|stor(y|ies)|jokes?|tweets?|threads?)\b
{_KIND}(surveys?|questionnaires?|personas?|contracts?|polic(y|ies)|testimonials?|reviews?)\b
{_KIND}(landing|sales|about us|web) page\b
(resume|cv|homework|assignment|thesis)\b
""")
_SOME = r"(an?|my|our|the|this|some|\d+|two|three|five|ten|twenty|a few|a list of)"
_TONGUE = (
    r"([a-z]+(ian|ish|ese)|french|german|dutch|greek|arabic|hindi|thai|swahili|czech|hebrew)\b"
)
_WRITING = phrases(rf"""
^{_POLITE}*(write|draft|compose|ghost-?write|re-?write|rephrase|reword|paraphrase|proof-?read
    |translate) (me|us|it|this|that|these|those|all|something|{_SOME})\b
^{_POLITE}*(write|translate|re-?write|rephrase|proof-?read|paraphrase|summari[sz]e) ?["'“:«]
^can you (write|translate|draw|design|draft|compose|sing)( \w+)?( \w+)?\W*$
^{_POLITE}*translate:? .*\b(in)?to {_TONGUE}
^how (do|would) (you|i) say .+ in {_TONGUE}
^{_POLITE}*(summari[sz]e|shorten|correct|edit|polish|improve|check) (this|these|the following)\b
^{_POLITE}*(create|make|generate|produce|design|prepare|draw|paint|record) (me |us )?{_SOME}
     {_FEW}({_PIECE})
^{_POLITE}*(generate|brainstorm|invent|come up with|think up|think of|make up) {_FEW}({_PIECE})
^{_POLITE}*(give|send|make|get) (me|us) {_SOME} {_FEW}({_KIND}(names?|tag ?lines?|slogans?|mottos?
    |headlines?|subject lines?|templates?|scripts?|poems?|jokes?|stor(y|ies)|captions?|logos?
    |blog posts?|articles?|essays?|e-?mails?|tweets?)|(\w+ )?(plan|calendar))\b
^{_POLITE}*(tell|sing|read) (me|us) {_FEW}(jokes?|stor(y|ies)|songs?|poems?|riddles?|fairy ?tales?)
^make me laugh\b
^sing\b
^{_POLITE}*do my (homework|assignment|essay|taxes|work)\b
^{_POLITE}*(build|make|design|create|set up|draw) (me|us) (an?|my|the) \w
""")
_WONDERS = phrases(r"""
\?$
\bor\b
\bworth\b
""")
_COMMANDS = phrases(rf"""
^{_POLITE}
\b(you|me|us|please|pls)\b
""")


def work(turn: str) -> Work | None:
    """What kind of work a turn asks for, None where it asks for advice.

    A bare "Write a business plan?" wonders; it does not command.
    """
    text = plain(turn)
    if _LISTING.search(text):
        return "code"
    if _WONDERS.search(text) and not _COMMANDS.search(text):
        return None
    if _CODING.search(text) and not _SPOKEN_SCRIPT.search(text):
        return "code"
    return "writing" if _WRITING.search(text) else None
