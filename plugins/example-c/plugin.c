// What becomes of `hello.example/header: "Name: value"`? A request header on every rule of its Ingress.
#include "json.h"
#include "memory.h"

static const char MANIFEST[] =
    "{\"contract\":\"1.0\",\"id\":\"example-c\",\"version\":\"0.1.0\",\"title\":\"Adds a request header; written in C.\","
    "\"role\":\"annotations\",\"claims\":{\"prefixes\":[\"hello.example\"]},"
    "\"features\":[{\"name\":\"header\",\"keys\":[{\"key\":\"header\",\"value\":\"Name: value\","
    "\"summary\":\"A request header for the backends.\"}],\"doc\":\"# Header\\n\\nAdds a request header to every rule of "
    "the Ingress. The value is a name, a colon and a value.\\n\"}]}";

// The shapes of the canonical ABI.
typedef struct {
  const char *start;
  size length;
} text;

typedef struct {
  unsigned char failed;
  text text;
} result;

EXPORT("describe") const text *describe(void) {
  static text answer = {MANIFEST, sizeof MANIFEST - 1};
  return &answer;
}

static const result *finish(int failed) {
  static result answer;
  answer.failed = failed;
  answer.text.start = written(&answer.text.length);
  return &answer;
}

// What a header's name may consist of.
static int token(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return 1;
  for (const char *p = "!#$%&'*+-.^_`|~"; *p; p++)
    if (*p == c) return 1;
  return 0;
}

// Splits `Name: value`. Texts stay as JSON wrote them; an escape that stands for a control character is refused.
static int header(raw value, raw *name, raw *content) {
  const char *at = value.start;
  while (at < value.end && token(*at)) at++;
  *name = (raw){value.start, at};
  if (at == value.start || at == value.end || *at++ != ':') return 0;
  while (at < value.end && *at == ' ') at++;
  *content = (raw){at, value.end};
  while (content->end > at && content->end[-1] == ' ') content->end--;
  for (; at < value.end; at++)
    if (*at == '\\' && *++at != '"' && *at != '\\' && *at != '/') return 0;
  return content->start < content->end;
}

// Lists of the answer are written one after the other, in two walks over the facts.
static int first;

static void comma(void) {
  if (!first) put(",");
  first = 0;
}

static void attach(place object, unsigned long fact, raw name, raw content) {
  comma();
  put("{\"to\":{\"object\":");
  put_number(number(find(object, "id")));
  put("},\"steps\":[{\"value\":{\"request-headers\":{\"set\":[[\"");
  put_part(name.start, name.end);
  put("\",\"");
  put_part(content.start, content.end);
  put("\"]]}},\"from\":[");
  put_number(fact);
  put("]}]}");
}

static void settle(unsigned long fact, const char *outcome) {
  comma();
  put("{\"fact\":");
  put_number(fact);
  put(",\"outcome\":");
  put(outcome);
  put("}");
}

static const char PREFIX[] = "hello.example/";

// One fact of this plugin, in the walk for attachments or in the one for verdicts.
static void fact(place object, walk fact, int attaching) {
  raw name = fact.key, content;
  name.start += sizeof PREFIX - 1;
  unsigned long id = number(fact.at);
  if (!same(name, "header")) {
    if (!attaching)
      settle(id, "\"unsupported\",\"why\":\"this plugin knows no such annotation\",\"advice\":\"remove it, or write "
                 "hello.example/header\"");
    return;
  }
  place annotations = find(find(find(object, "body"), "metadata"), "annotations");
  int good = header(string(find(annotations, "hello.example/header")), &name, &content);
  if (attaching && good) attach(object, id, name, content);
  if (!attaching) settle(id, good ? "\"used\"" : "\"invalid\",\"why\":\"not of the form Name: value\"");
}

static void facts(place objects, int attaching) {
  first = 1;
  for (walk object = enter(objects); next(&object);) {
    place annotations = find(find(find(object.at, "facts"), "metadata"), "annotations");
    for (walk in = enter(annotations); next(&in);)
      if (starts(in.key, PREFIX)) fact(object.at, in, attaching);
  }
}

// The request with a zero behind it, where the reader of JSON stops.
static place ended(const char *request, size length) {
  char *copy = take(length + 1, 1);
  for (size i = 0; i < length; i++) copy[i] = request[i];
  copy[length] = 0;
  return copy;
}

EXPORT("translate") const result *translate(const char *request, size length) {
  place objects = find(ended(request, length), "objects");
  put("{\"attach\":[");
  facts(objects, 1);
  put("],\"verdicts\":[");
  facts(objects, 0);
  put("]}");
  return finish(0);
}

// Headers decide nothing about where a request goes; the source's own answer stands.
EXPORT("simulate") const result *simulate(const char *request, size length) {
  place requests = find(ended(request, length), "requests");
  put("{\"answers\":[");
  first = 1;
  for (walk in = enter(requests); next(&in);) {
    comma();
    put("{\"serves\":false,\"answer\":null}");
  }
  put("]}");
  return finish(0);
}
