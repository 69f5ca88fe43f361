"""Countries as families and registries write them: a two-letter code, or one of several names.

Codes are those of ISO 3166-1; names are those found in registry records.
"""

_NAMES = """
ae United Arab Emirates
am Armenia
ar Argentina
at Austria
au Australia
ba Bosnia and Herzegovina
bd Bangladesh
be Belgium
bg Bulgaria
br Brazil
by Belarus
ca Canada
ch Switzerland
cl Chile
cn China
co Colombia
cr Costa Rica
cy Cyprus
cz Czechia | Czech Republic
de Germany
dk Denmark
do Dominican Republic
dz Algeria
ec Ecuador
ee Estonia
eg Egypt
es Spain
et Ethiopia
fi Finland
fr France
gb United Kingdom | UK | Great Britain | England | Scotland | Wales | Northern Ireland
ge Georgia
gh Ghana
gr Greece | EL
gt Guatemala
hk Hong Kong
hr Croatia
hu Hungary
id Indonesia
ie Ireland | Republic of Ireland
il Israel
in India
iq Iraq
ir Iran | Iran, Islamic Republic of
is Iceland
it Italy
jm Jamaica
jo Jordan
jp Japan
ke Kenya
kr South Korea | Korea, Republic of | Republic of Korea
kw Kuwait
kz Kazakhstan
lb Lebanon
li Liechtenstein
lk Sri Lanka
lt Lithuania
lu Luxembourg
lv Latvia
ma Morocco
md Moldova | Moldova, Republic of | Republic of Moldova
me Montenegro
mk North Macedonia
mt Malta
mx Mexico
my Malaysia
ng Nigeria
nl Netherlands | The Netherlands
no Norway
np Nepal
nz New Zealand
om Oman
pa Panama
pe Peru
ph Philippines
pk Pakistan
pl Poland
pr Puerto Rico
pt Portugal
py Paraguay
qa Qatar
ro Romania
rs Serbia
ru Russia | Russian Federation
sa Saudi Arabia
se Sweden
sg Singapore
si Slovenia
sk Slovakia | Slovak Republic
sv El Salvador
th Thailand
tn Tunisia
tr Turkey | Türkiye | Turkey (Türkiye)
tw Taiwan
tz Tanzania
ua Ukraine
ug Uganda
us United States | United States of America | USA | U.S. | U.S.A.
uy Uruguay
ve Venezuela
vn Vietnam | Viet Nam
za South Africa
"""
_STATES = """
al Alabama
ak Alaska
az Arizona
ar Arkansas
ca California
co Colorado
ct Connecticut
de Delaware
dc District of Columbia
fl Florida
ga Georgia
hi Hawaii
id Idaho
il Illinois
in Indiana
ia Iowa
ks Kansas
ky Kentucky
la Louisiana
me Maine
md Maryland
ma Massachusetts
mi Michigan
mn Minnesota
ms Mississippi
mo Missouri
mt Montana
ne Nebraska
nv Nevada
nh New Hampshire
nj New Jersey
nm New Mexico
ny New York
nc North Carolina
nd North Dakota
oh Ohio
ok Oklahoma
or Oregon
pa Pennsylvania
ri Rhode Island
sc South Carolina
sd South Dakota
tn Tennessee
tx Texas
ut Utah
vt Vermont
va Virginia
wa Washington
wv West Virginia
wi Wisconsin
wy Wyoming
"""
_IN_MILES = frozenset({"us", "gb"})  # where road signs give miles


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _codes(table: str) -> dict[str, str]:
    codes: dict[str, str] = {}
    for line in table.strip().splitlines():
        code, _, names = line.partition(" ")
        codes |= {_folded(name): code for name in (code, *names.split("|"))}
    return codes


_COUNTRY_CODES = _codes(_NAMES)
_STATE_CODES = _codes(_STATES)


def country_code(country: str | None) -> str:
    """Return a country's code in lower case; one that is not in the list as written, folded."""
    folded = _folded(country)
    return _COUNTRY_CODES.get(folded, folded)


def state_code(state: str | None) -> str | None:
    """Return the postal code of a state of the United States, None for anything else."""
    return _STATE_CODES.get(_folded(state))


def counts_in_miles(country: str | None) -> bool:
    """Whether families of a country think in miles."""
    return country_code(country) in _IN_MILES
