// The pages' files, put into the program by the compiler (#embed, C23 §6.10.4): a node is one file, and
// what it serves is what was built and tested. SwiftPM's own `.embedInCode` makes Swift array literals of the
// bytes, which take minutes to compile.
#include "CPageFiles.h"

static const unsigned char cityCSS[] = {
#embed "assets/city.css"
};
static const unsigned char tokensCSS[] = {
#embed "assets/tokens.css"
};
static const unsigned char appJS[] = {
#embed "counter/app.js"
};
static const unsigned char cardJS[] = {
#embed "counter/card.js"
};
static const unsigned char counterCSS[] = {
#embed "counter/counter.css"
};
static const unsigned char counterHTML[] = {
#embed "counter/counter.html"
};
static const unsigned char domJS[] = {
#embed "counter/dom.js"
};
static const unsigned char entryJS[] = {
#embed "counter/entry.js"
};
static const unsigned char iconSVG[] = {
#embed "assets/icon.svg"
};
static const unsigned char invitationJS[] = {
#embed "assets/invitation.js"
};
static const unsigned char idsJS[] = {
#embed "counter/ids.js"
};
static const unsigned char keysJS[] = {
#embed "counter/keys.js"
};
static const unsigned char machineJS[] = {
#embed "counter/machine.js"
};
static const unsigned char offerEditorJS[] = {
#embed "assets/offer-editor.js"
};
static const unsigned char pairingJS[] = {
#embed "assets/pairing.js"
};
static const unsigned char placesCSS[] = {
#embed "assets/places.css"
};
static const unsigned char printCSS[] = {
#embed "assets/print.css"
};
static const unsigned char saleJS[] = {
#embed "counter/sale.js"
};
static const unsigned char soundJS[] = {
#embed "counter/sound.js"
};
static const unsigned char verdictJS[] = {
#embed "counter/verdict.js"
};
static const unsigned char viewJS[] = {
#embed "counter/view.js"
};

#define FILE_OF(name, bytes) {name, bytes, sizeof bytes}

static const struct PageFileBytes files[] = {
    FILE_OF("counter/app.js", appJS),
    FILE_OF("counter/card.js", cardJS),
    FILE_OF("counter/counter.css", counterCSS),
    FILE_OF("counter/counter.html", counterHTML),
    FILE_OF("counter/dom.js", domJS),
    FILE_OF("counter/entry.js", entryJS),
    FILE_OF("assets/city.css", cityCSS),
    FILE_OF("assets/tokens.css", tokensCSS),
    FILE_OF("assets/icon.svg", iconSVG),
    FILE_OF("assets/invitation.js", invitationJS),
    FILE_OF("counter/ids.js", idsJS),
    FILE_OF("counter/keys.js", keysJS),
    FILE_OF("counter/machine.js", machineJS),
    FILE_OF("assets/offer-editor.js", offerEditorJS),
    FILE_OF("assets/pairing.js", pairingJS),
    FILE_OF("assets/places.css", placesCSS),
    FILE_OF("assets/print.css", printCSS),
    FILE_OF("counter/sale.js", saleJS),
    FILE_OF("counter/sound.js", soundJS),
    FILE_OF("counter/verdict.js", verdictJS),
    FILE_OF("counter/view.js", viewJS),
};

size_t pageFileCount(void) { return sizeof files / sizeof files[0]; }

struct PageFileBytes pageFile(size_t index) { return files[index]; }
