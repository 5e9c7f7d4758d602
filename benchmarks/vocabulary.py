"""Words and sentences that generated entries are put together from, in English and Spanish; all invented here."""

COUNTRIES = {
    "en": (
        "Guatemala", "Honduras", "El Salvador", "Costa Rica", "Panama", "Mexico", "Belize", "Nicaragua", "Jamaica",
        "Haiti", "the Dominican Republic", "Guyana", "Trinidad and Tobago", "Barbados", "Suriname", "Cuba", "Colombia",
        "Ecuador", "Peru", "Brazil", "Venezuela", "Canada", "Spain", "the Bahamas", "Saint Lucia", "Grenada", "Dominica",
    ),
    "es": (
        "Guatemala", "Honduras", "El Salvador", "Costa Rica", "Panamá", "México", "Belice", "Nicaragua", "Jamaica",
        "Haití", "República Dominicana", "Colombia", "Ecuador", "Perú", "Brasil", "Venezuela", "Canadá", "España",
    ),
}  # fmt: skip
TOWNS = (
    ("San José", "Costa Rica"), ("Tapachula", "Mexico"), ("Tegucigalpa", "Honduras"), ("Belmopan", "Belize"),
    ("Georgetown", "Guyana"), ("Kingston", "Jamaica"), ("Bridgetown", "Barbados"), ("David", "Panama"),
    ("Quetzaltenango", "Guatemala"), ("San Miguel", "El Salvador"), ("Managua", "Nicaragua"), ("Bogotá", "Colombia"),
    ("Santo Domingo", "the Dominican Republic"), ("Port of Spain", "Trinidad and Tobago"), ("Lima", "Peru"),
    ("Tijuana", "Mexico"), ("Choluteca", "Honduras"), ("Upala", "Costa Rica"), ("Quito", "Ecuador"),
)  # fmt: skip
DEMONYMS = ("Honduran", "Guatemalan", "Salvadoran", "Mexican", "Haitian", "Panamanian", "Colombian", "Venezuelan")
BODIES = {
    "en": (
        "Institute", "Council", "Directorate", "Foundation", "Commission", "Network", "Secretariat", "Agency", "Centre",
        "Office", "Association", "Ministry",
    ),
    "es": ("Instituto", "Consejo", "Dirección", "Fundación", "Comisión", "Red", "Secretaría", "Oficina", "Asociación"),
}  # fmt: skip
SCOPES = {
    "en": ("National", "Regional", "Inter-Institutional", "Municipal", "Caribbean", "Central American", "Joint"),
    "es": ("Nacional", "Regional", "Interinstitucional", "Municipal", "Centroamericana"),
}
FIELDS = {
    "en": (
        "Migration", "Border Management", "Labour", "Women", "Childhood and Adolescence", "Public Health", "Statistics",
        "Foreign Affairs", "Consular Protection", "Human Rights", "Youth", "Rural Development", "Civil Protection",
    ),
    "es": (
        "Migración", "Extranjería", "Trabajo", "la Mujer", "la Niñez y la Adolescencia", "Salud Pública", "Estadística",
        "Relaciones Exteriores", "Protección Consular", "Derechos Humanos", "Juventud", "Desarrollo Rural",
    ),
}  # fmt: skip
FAMILY_NAMES = (
    "Alvarenga", "Bermúdez", "Chinchilla", "Delgadillo", "Escobar", "Figueroa", "Grijalva", "Henríquez", "Ibarra",
    "Joseph", "Landaverde", "Matamoros", "Nuila", "Ordóñez", "Pereira", "Quintanilla", "Rosales", "Solórzano", "Thompson",
    "Umaña", "Villalobos", "Williams", "Ximénez", "Yáñez", "Zelaya",
)  # fmt: skip
PEOPLE = {
    "en": ("officials", "border officers", "journalists", "consuls", "students", "community leaders", "teachers"),
    "es": ("funcionarios", "periodistas", "cónsules", "estudiantes", "lideresas comunitarias", "docentes"),
}
THEMES = {
    "en": (
        "the identification of victims of trafficking", "labour migration", "assistance to returned migrants",
        "migrant children who travel alone", "the smuggling of migrants", "data on human mobility", "integration in schools",
        "recruitment without fees", "displacement by disasters", "remittances and savings", "first aid at the border",
    ),
    "es": (
        "la identificación de víctimas de trata", "la migración laboral", "la asistencia a personas retornadas",
        "la niñez migrante no acompañada", "el tráfico de migrantes", "los datos sobre movilidad humana",
        "la contratación equitativa", "el desplazamiento por desastres", "el ahorro y las remesas",
    ),
}  # fmt: skip
MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ),
}  # fmt: skip
SENDER = {
    "en": ("the International Organization for Migration (IOM)", "IOM, the UN Migration Agency", "IOM"),
    "es": ("la Organización Internacional para las Migraciones (OIM)", "la OIM"),
}
NUMBER_WORDS = {
    "en": ("twelve", "fifteen", "twenty", "twenty-five", "thirty", "forty", "sixty"),
    "es": ("doce", "quince", "veinte", "veinticinco", "treinta", "cuarenta", "sesenta"),
}

HEADLINES = {
    "en": (
        "{people!c} of {country} train in {theme}", "{country}: new {body_word} for {field} opens its doors",
        "{number} {people} discuss {theme} in {town_name}", "Agreement on {theme} signed by {country} and {country}",
        "{name_short} and IOM launch a guide on {theme}", "{countries} take a common stand on {theme}",
        "How {family} came back to {country}: a story of return", "{town_name} hosts a fair on {theme}",
    ),
    "es": (
        "{people!c} de {country} se capacitan en {theme}", "{country}: abre una nueva oficina para {theme}",
        "{number} {people} dialogan sobre {theme} en {town_name}", "{country} y {country} firman un acuerdo sobre {theme}",
        "{name_short} y OIM lanzan una guía sobre {theme}", "{countries} acuerdan trabajar sobre {theme}",
    ),
}  # fmt: skip
OPENINGS = {
    "en": (
        "",
        "",
        "",
        "{town}. ",
        "{town_name}, {country} – ",
        "{country} - ",
        "{town_name}, {day}. - ",
        "{town_name} — ",
    ),
    "es": ("", "", "", "{town_name}, {country}. ", "{town_name} – ", "{country}. - ", "{town_name}, {day}.- "),
}
LEADS = {
    "en": (
        "{number!c} {people} of {countries} took part {when} in a workshop on {theme}, held by {sender} and {partner}.",
        "{sender!c} and {partner} signed {when} an agreement on {theme} that reaches {thousands} families in {town_name}.",
        "With support of {sender}, {partner} opened {when} a window of attention for {demonym} migrants in {town_name}.",
        "More than {count} {people} met {when} in {town_name}, {country}, to speak about {theme}.",
        "{partner!c} presented {when} a study on {theme} in {countries}, for which {thousands} persons were interviewed.",
        "A campaign on {theme} was launched {when} by {sender}, {partner} and the Government of {country}.",
        "{demonym} and {demonym} consulates received {when} kits of equipment worth USD {thousands} from {partner}.",
    ),
    "es": (
        "{number!c} {people} de {countries} participaron {when} en un taller sobre {theme}, organizado por {sender} y {partner}.",
        "{sender!c} y {partner} firmaron {when} un convenio sobre {theme} que beneficiará a {thousands} familias en {town_name}.",
        "Con apoyo de {sender}, {partner} inauguró {when} una ventanilla de atención en {town_name}, {country}.",
        "Más de {count} {people} se reunieron {when} en {town_name} para hablar de {theme}.",
        "{partner!c} presentó {when} un estudio sobre {theme} en {countries}.",
    ),
}  # fmt: skip
SENTENCES = {
    "en": (
        "The {name_short} will repeat the sessions in {countries} until {month} of next year.",
        "“Nobody should have to choose between {theme} and a home,” said {first} {family}, head of {partner}.",
        "According to {partner}, {thousands} persons crossed the border with {country} in {year}, {percent} per cent more than before.",
        "The activity belongs to the Project on {field} and {field} ({letters}), funded by the Government of {country}.",
        "Participants worked in groups of {small} on cases from {country} and {country}, and left with a plan of their own.",
        "Among those present were the Minister of {field} of {country}, {first} {family}, and staff of {partner}.",
        "In {year}, the Law on {field} gave {country} a frame that institutions are still learning to use.",
        "Who needs advice can call the line {phone}, which is free of charge and open every day.",
        "Since {month} {year}, {count} {people} have finished the course, and {small} municipalities have asked for it.",
        "The materials exist in Spanish, English and Haitian Creole, and can be copied freely.",
        "It is the {ordinal} meeting of its kind, and the first that looks at {theme} from the side of families.",
        "Other bodies that helped were {partner}, {partner} and the Red Cross.",
    ),
    "es": (
        "{name_short} repetirá las sesiones en {countries} hasta {month} del próximo año.",
        "“Nadie debería elegir entre {theme} y su casa”, dijo {first} {family}, de {partner}.",
        "Según {partner}, {thousands} personas cruzaron la frontera con {country} en {year}, {percent} por ciento más que antes.",
        "La actividad es parte del Proyecto de {field} y {field} ({letters}), financiado por el Gobierno de {country}.",
        "Las personas participantes trabajaron en grupos de {small} sobre casos de {country} y {country}.",
        "En {year}, la Ley de {field} dio a {country} un marco que las instituciones todavía aprenden a usar.",
        "Desde {month} de {year}, {count} {people} han terminado el curso y {small} municipios lo han pedido.",
        "También colaboraron {partner}, {partner} y la Cruz Roja.",
    ),
}  # fmt: skip
WHEN = {
    "en": (
        "on {month} {dom}", "on {month} {dom}, {year}", "on {dom} {month}", "from {month} {dom1} to {dom2}",
        "on {month} {dom1} and {dom2}", "on the {ordinal} of {month}", "this week ({dom}/{month_number})", "today",
        "between {dom1} and {dom2} {month} {year}", "in {month} {year}", "during the month of {month}", "last week",
    ),
    "es": (
        "el {dom} de {month}", "el {dom} de {month} de {year}", "del {dom1} al {dom2} de {month}", "en {month} de {year}",
        "los días {dom1} y {dom2} de {month}", "el pasado {dom} de {month}", "esta semana", "hoy ({dom}/{month_number})",
    ),
}  # fmt: skip
FIRST_NAMES = ("Ana", "Marlon", "Keisha", "Rigoberto", "Jacinta", "Wilfredo", "Solange", "Évelyn", "Óscar", "Ruth")
