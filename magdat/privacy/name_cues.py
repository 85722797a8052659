"""Words that tell that a name is near: titles, relations, ways to introduce oneself, things only people do."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "meneer mijnheer menheer mijneer mevrouw mevrouwtje mevr mvr mw dhr mr mrs ms heer juffrouw juf meester "
    "dokter dr prof professor zuster pastoor madame mme monsieur mamzel"
)
"""Before a name, whatever it looks like."""

RELATIONS = _words(
    "collega's collegas "
    "collega collegaatje chef chefin cheffin baas bazin manager manageres teamleader teamleider teamleidster "
    "teamlead teamcoach teamchef ploegbaas ploegleider ploegchef ploegmaat leidinggevende verantwoordelijke "
    "directeur directrice diensthoofd afdelingshoofd zaakvoerder zaakvoerster ceo supervisor meestergast "
    "werfleider brigadier stagiair stagiaire klant klante patient patiente leerling bewoner bewoonster "
    "kandidaat kandidate sollicitant preventieadviseur vertrouwenspersoon delegee delegue afgevaardigde "
    "vakbondsafgevaardigde medewerker medewerkster werknemer werkneemster jobstudent jobstudente bediende "
    "arbeider secretaresse receptionist receptioniste poetsvrouw verpleger verpleegster verpleegkundige kok "
    "chauffeur magazijnier boekhouder boekhoudster kameraad maat maatje vriend vriendin lief vrouw man zoon "
    "zoontje dochter dochtertje broer zus zusje nicht neef mama papa moeder vader oma opa nonkel tante schoonzus "
    "schoonbroer buurman buurvrouw ex partner personeelschef hr-manager hr-verantwoordelijke it'er "
    "hr-medewerkster teamgenoot leverancier huisarts psycholoog advocaat begeleider begeleidster mentor coach "
    "shiftleader shiftleidster dochterke dochterken zoneke zoontjes zusje zuske broertje broerke nichtje neefje "
    "vriendje vriendinnetje vriendinneke kleinzoon kleindochter stiefzoon stiefdochter stiefvader stiefmoeder "
    "schoonmoeder schoonvader schoonzoon schoondochter schoonbroer echtgenoot echtgenote verloofde kozijn peter meter "
    "petekind metekind kindje kleinkind bompa bomma moemoe vava mams paps ploegmakker werkmakker bureaugenoot "
    "kamergenoot huisgenoot buurjongen buurmeisje nichtke neefke "
    "kantoorhoofd winkelmanager winkelverantwoordelijke"
)
"""Before a name: «mijn chef Karel»."""

INTRODUCTIONS = (
    ("ik", "heet"),
    ("heet", "ik"),
    ("ik", "noem"),
    ("mijn", "naam", "is"),
    ("men", "naam", "is"),
    ("m'n", "naam", "is"),
    ("naam", "is"),
    ("die", "heet"),
    ("hij", "heet"),
    ("zij", "heet"),
    ("ze", "heet"),
    ("genaamd",),
    ("my", "name", "is"),
    ("je", "m'appelle"),
)
"""After these the next word is a name, whatever it looks like."""

SIGNATURES = (
    ("groetjes",),
    ("groeten",),
    ("groet",),
    ("groetjes", "van"),
    ("groeten", "van"),
    ("mvg",),
    ("gr",),
    ("grtz",),
    ("grtjes",),
    ("liefs",),
    ("ondertekend",),
    ("getekend",),
    ("afzender",),
    ("naam",),
    ("voornaam",),
    ("familienaam",),
    ("mijn", "naam"),
    ("met", "de", "naam"),
)
"""A name follows, often after a comma or on the next line."""

SELF = (("ik", "ben"), ("ben", "ik"), ("kben",), ("k", "ben"))
"""A name or a trade follows."""

PRESENTATIONS = (
    ("dit", "is"),
    ("t", "is"),
    ("het", "is"),
    ("met",),
    ("hier",),
    ("hallo",),
    ("hey",),
    ("dag",),
    ("beste",),
    ("hoi",),
    ("dankjewel",),
    ("bedankt",),
    ("merci",),
    ("volgens",),
    ("tegen",),
    ("aan",),
    ("van",),
    ("door",),
    ("over",),
    ("onze",),
    ("ons",),
    ("den",),
    ("zekere",),
    ("dat",),
    ("en",),
    ("of",),
    ("als",),
    ("heeft",),
    ("zegt",),
    ("omdat",),
    ("want",),
)
"""A name may follow: enough for a word that is a name more often than not."""

PERSON_VERBS = _words(
    "zegt zei zeit lacht lachte pest pestte plaagt plaagde roddelt roddelde stuurt stuurde postte schreef "
    "schrijft vertelt vertelde vindt vond vraagt vroeg belt belde beweert beweerde roept riep filmt filmde "
    "antwoordt antwoordde scheldt schold bedreigt dreigt dreigde negeert negeerde denkt dacht weet wist wilt wil "
    "wou heeft had is was doet deed gaat ging kwam komt zit zat staat stond ziet zag moet moest mag mocht kan kon "
    "werkt werkte maakt maakte geeft gaf krijgt kreeg blijft bleef neemt nam zette zet deelde deelt likete liket "
    "tagt tagde leest las verspreidt verspreidde"
)
"""After a name: what a person does."""

OF_A_DESK = frozenset({"van", "uit", "op", "bij", "vande", "van't"})
"""Between a name and where that person works: «roos van de boekhouding»."""

DESKS = _words(
    "boekhouding magazijn onthaal receptie personeelsdienst hr ict it helpdesk verkoop aankoop productie "
    "marketing planning keuken kantine technische dienst logistiek directie administratie expeditie onderhoud "
    "kwaliteit team ploeg afdeling secretariaat sales communicatie loondienst nachtploeg vroege late preventie "
    "vakbond acv abvv atelier labo werf garage kassa winkel school klas poets poetsploeg dispatch transport "
    "facturatie loonadministratie inpak verpakking montage balie loket zorg nachtdienst dagploeg planningsdienst "
    "economaat wasserij payroll creche spoed apotheek verdiep bureau kantoor"
)

PLACE_WORDS = _words("in te naar uit op via bij langs vanuit rond tot regio stad gemeente firma bedrijf app")
"""What comes after these is a place or a company rather than a person."""

STRONG_PARTICLES = _words("ait el abu bin di del della von mc vanden vander vande op't in't ould oulad ibn dos af zu")
"""Small words that hardly anything but a surname has: what follows is one."""

SURNAME_ENDS = tuple(
    _words(
        "aert aerts aerde ckx yck inck ynck eghem eghe berghe bergh broeck broek broucke voorde straete straeten "
        "meersch "
        "haeghe hage velde veldt putte eynde eynden nooghe ael aeghe uysse uyse mans wijns ova eva ski ska cki cka "
        "wicz "
        "czyk czak escu eanu oglu ovic evic enko chuk idis opoulos akis yan ian dottir sson ssen ssens quist hoven "
        "hout houdt "
        "donck dael daele poorter schueren wouwer kerckhove kerckhoven bossche bosch dries heyden heide linden "
        "brouck cq "
        "gem ghem zeele zele kens ckens niak ulski ici shvili iev ov"
    )
)
"""How surnames end that are on no list."""

DETERMINERS = _words(
    "de het een den ne nen 'n n t deze dit die dat geen elke elk ieder iedere welke welk mijn jouw uw zijn haar "
    "ons onze hun men mijne onzen zo'n zulke veel weinig te heel erg"
)
"""What comes before these is a noun, not a name."""

PARTICLES = _words(
    "van de den der vande vanden vander vd ver van't t ten ter te le la lo du di da das dos del della el al ait ben "
    "bin abou abu von zu op in uit uyt"
)
"""Small words inside surnames."""

NOT_AFTER_INTRODUCTION = _words(
    "niet ook gewoon anders zo nu hier daar het de een dat dit niemand iemand zoals bekend en of maar op in bij "
    "van hetzelfde welkom geheim belangrijk gekend gebruikt gebruik vermeld doorgegeven mijn jouw uw wel nog al "
    "gij jij je daarop erop eronder verbonden staat stond wordt werd is was als om door"
)
"""What may follow «mijn naam is» without being a name."""

FIXED_PHRASES = (
    ("jan", "en", "alleman"),
    ("jan", "met", "de", "pet"),
    ("jan", "modaal"),
    ("jan", "publiek"),
    ("jan", "rap", "en", "zijn", "maat"),
    ("piet", "snot"),
    ("zwarte", "piet"),
    ("vieze", "peter"),
    ("frank", "en", "vrij"),
    ("belgische", "frank"),
    ("een", "frank"),
    ("de", "frank", "valt"),
    ("mijn", "frank"),
    ("joost", "mag"),
    ("lieve", "vrouw"),
    ("lieve", "collega"),
    ("lieve", "collega's"),
    ("de", "max"),
    ("den", "bob"),
    ("bob", "zijn"),
    ("van", "dale"),
    ("mark", "zuckerberg"),
    ("elon", "musk"),
    ("donald", "trump"),
    ("tom", "tom"),
    ("dokter", "google"),
    ("big", "brother"),
    ("ne", "piet"),
    ("mark", "up"),
    ("wet", "van", "murphy"),
    ("dag", "jan"),
    ("joske", "vermeulen"),
    ("mark", "of", "model"),
    ("mark", "en", "model"),
    ("ik", "ben", "bob"),
    ("de", "bob"),
    ("bob", "campagne"),
    ("content", "creator"),
    ("rein", "toeval"),
    ("sam-sam",),
    ("sint", "en", "piet"),
    ("sint", "en", "pieten"),
    ("grote", "markt"),
    ("oude", "markt"),
    ("de", "smet", "op"),
    ("gent-sint-pieters",),
    ("sint-pieters",),
)
"""Sayings and public figures that hold a name and are about nobody in the company."""
