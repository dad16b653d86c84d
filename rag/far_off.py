"""Questions about everyday things: what a corpus that is about none of them looks like to each.

They are spread over two dozen fields, so that a corpus may well be about one or two of these: what
is made of them must be a median or a quartile, never a mean.
"""

from __future__ import annotations

FAR_OFF: tuple[str, ...] = (
    # cooking
    "how long do I boil potatoes for a salad",
    "can I freeze cooked rice with vegetables",
    "why does my sponge cake sink in the middle",
    "what can I use instead of buttermilk in pancakes",
    # gardens
    "when should I cut back lavender",
    "what eats holes in the leaves of my cabbages",
    "how deep do I plant tulip bulbs",
    "which hedge grows fast in a shady place",
    # animals
    "how much should a six month old kitten eat",
    "why does my parrot pull out its feathers",
    "how do I teach an old dog to walk on a lead",
    "do hedgehogs sleep all winter",
    # health
    "how do I get rid of hiccups",
    "is it safe to run with a cold",
    "what helps against a stiff neck in the morning",
    "how many hours should a toddler sleep",
    # houses
    "how do I stop a tap from dripping",
    "which paint covers damp stains on a ceiling",
    "how do I hang a heavy mirror on a plaster wall",
    "why does the washing machine smell of mould",
    # cars and bicycles
    "my car makes a grinding noise when I brake",
    "how often does the engine oil need changing",
    "what pressure do bicycle tyres need on gravel",
    "how do I charge a flat motorcycle battery",
    # sport
    "how many players are there in a water polo team",
    "what is a good time for a first marathon",
    "how does scoring work in tennis",
    "which muscles does rowing train",
    # music
    "how do I tune a violin by ear",
    "who composed the Brandenburg concertos",
    "how do I sing high notes without straining",
    "what is the difference between a waltz and a polka",
    # history
    "why did the western Roman empire fall",
    "who was king of France during the Seven Years War",
    "how were the pyramids of Giza built",
    "when did the Ottomans take Constantinople",
    # geography and travel
    "which rivers flow into the Caspian Sea",
    "what is the highest mountain in Africa",
    "how many days do I need to see Kyoto",
    "is there a night train from Vienna to Venice",
    # weather and sky
    "what makes thunder so loud",
    "why is the sky red at sunset",
    "how far away is the nearest star",
    "what causes a halo around the moon",
    # physics and chemistry
    "why does ice float on water",
    "what is the half-life of carbon 14",
    "how does a magnet attract iron",
    "what happens when an acid meets a base",
    # living things
    "how do bees find their way back to the hive",
    "what is the function of chlorophyll",
    "how many chambers has a frog's heart",
    "why do leaves change colour in autumn",
    # mathematics
    "how do I integrate x squared times the sine of x",
    "is every continuous function differentiable",
    "what is the sum of the angles of a hexagon",
    "how do I invert a three by three matrix",
    # programs
    "how do I reverse a linked list in C",
    "what causes a segmentation fault",
    "how do I undo the last commit",
    "what is the difference between a thread and a process",
    # devices
    "my laptop's fan is loud all the time",
    "how do I take sharp photographs at night",
    "why does the printer print blank pages",
    "which lens is best for portraits",
    # language
    "what is the plural of octopus",
    "how do I say thank you in Hungarian",
    "when do I use who and when whom",
    "where does the word quarantine come from",
    # clothes
    "how do I wash a woollen jumper without shrinking it",
    "how do I get red wine out of a white shirt",
    "how many stitches do I cast on for a scarf",
    "which knot do I use for a bow tie",
    # families
    "how do I get my daughter to eat vegetables",
    "what games can we play at a birthday for five year olds",
    "when do babies begin to crawl",
    "what do I write in a card for a funeral",
    # law and papers, of private life
    "how do I renew a passport that has run out",
    "can my neighbour cut the branches of my tree",
    "how long is a driving licence valid",
    "who inherits when there is no will",
    # food and drink
    "at what temperature do I serve white wine",
    "how do I grind coffee for a moka pot",
    "what is the difference between lager and ale",
    "which apples are best for cider",
    # games
    "how does the knight move in chess",
    "what beats a full house in poker",
    "how do I solve the last layer of a cube puzzle",
    "how many cards does each player get in bridge",
    # belief and thought
    "what did Kant mean by the categorical imperative",
    "when does the fast of Ramadan begin",
    "what are the four noble truths",
    "who wrote the Book of Job",
    # books and films
    "how does the novel Middlemarch end",
    "who directed the film Metropolis",
    "in which order should I read the Sherlock Holmes stories",
    "what is a haiku",
)
