// The counter page's files, put into the program by the compiler (#embed, C23 §6.10.4): a node is one file, and
// what it serves is what was built and tested. SwiftPM's own `.embedInCode` makes Swift array literals of the
// bytes, which take minutes to compile.
#include "CCounterPage.h"

static const unsigned char appJS[] = {
#embed "page/app.js"
};
static const unsigned char cardJS[] = {
#embed "page/card.js"
};
static const unsigned char counterCSS[] = {
#embed "page/counter.css"
};
static const unsigned char counterHTML[] = {
#embed "page/counter.html"
};
static const unsigned char domJS[] = {
#embed "page/dom.js"
};
static const unsigned char entryJS[] = {
#embed "page/entry.js"
};
static const unsigned char iconSVG[] = {
#embed "page/icon.svg"
};
static const unsigned char idsJS[] = {
#embed "page/ids.js"
};
static const unsigned char keysJS[] = {
#embed "page/keys.js"
};
static const unsigned char machineJS[] = {
#embed "page/machine.js"
};
static const unsigned char placesCSS[] = {
#embed "page/places.css"
};
static const unsigned char saleJS[] = {
#embed "page/sale.js"
};
static const unsigned char soundJS[] = {
#embed "page/sound.js"
};
static const unsigned char verdictJS[] = {
#embed "page/verdict.js"
};
static const unsigned char viewJS[] = {
#embed "page/view.js"
};

#define FILE_OF(name, bytes) {name, bytes, sizeof bytes}

static const struct CounterPageFile files[] = {
    FILE_OF("app.js", appJS),
    FILE_OF("card.js", cardJS),
    FILE_OF("counter.css", counterCSS),
    FILE_OF("counter.html", counterHTML),
    FILE_OF("dom.js", domJS),
    FILE_OF("entry.js", entryJS),
    FILE_OF("icon.svg", iconSVG),
    FILE_OF("ids.js", idsJS),
    FILE_OF("keys.js", keysJS),
    FILE_OF("machine.js", machineJS),
    FILE_OF("places.css", placesCSS),
    FILE_OF("sale.js", saleJS),
    FILE_OF("sound.js", soundJS),
    FILE_OF("verdict.js", verdictJS),
    FILE_OF("view.js", viewJS),
};

size_t counterPageFileCount(void) { return sizeof files / sizeof files[0]; }

struct CounterPageFile counterPageFile(size_t index) { return files[index]; }
