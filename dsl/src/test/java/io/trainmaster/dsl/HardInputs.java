package io.trainmaster.dsl;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Texts that are hard on a compiler: very deep, very long, very faulty, or hardly text at all. */
final class HardInputs {

  private static final int MANY = 100_000;
  private static final int MEGABYTE = 1_000_000;
  private static final String BODY = "workflow w(data: Path) {\n";

  private final int many;
  private final int megabyte;

  private HardInputs(double share) {
    this.many = (int) (MANY * share);
    this.megabyte = (int) (MEGABYTE * share);
  }

  /** The inputs by what is hard about them, made when they are asked for. */
  static Map<String, Supplier<byte[]>> all() {
    return new HardInputs(1).inputs();
  }

  /** The same, those that have more bytes than that made as much smaller. */
  static Map<String, Supplier<byte[]>> within(long bytes) {
    Map<String, Supplier<byte[]>> inputs = new LinkedHashMap<>();
    all()
        .forEach(
            (name, whole) ->
                inputs.put(
                    name,
                    () -> {
                      double share = Math.min(1, 0.95 * bytes / whole.get().length);
                      return new HardInputs(share).inputs().get(name).get();
                    }));
    return inputs;
  }

  private Map<String, Supplier<byte[]>> inputs() {
    Map<String, Supplier<byte[]>> inputs = new LinkedHashMap<>();
    for (Map<String, Supplier<String>> texts : List.of(deep(), longTokens(), many(), odd())) {
      texts.forEach(
          (name, text) -> inputs.put(name, () -> text.get().getBytes(StandardCharsets.UTF_8)));
    }
    inputs.put("bytes that are not UTF-8", () -> bytes(0xFF, 0xC0, 0xED, 0xA0, 0x80, 0xF8));
    inputs.put("zeros", () -> new byte[megabyte]);
    inputs.put("a mark of the byte order", () -> bytes(0xEF, 0xBB, 0xBF));
    inputs.put("UTF-16", () -> BODY.repeat(100).getBytes(StandardCharsets.UTF_16));
    return inputs;
  }

  private byte[] bytes(int... pattern) {
    byte[] all = new byte[many];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) pattern[i % pattern.length];
    }
    return all;
  }

  private Map<String, Supplier<String>> deep() {
    Map<String, Supplier<String>> inputs = new LinkedHashMap<>();
    for (String piece :
        List.of(
            "(",
            "[",
            "{",
            "}",
            ")",
            "]",
            "not ",
            "-",
            "f(",
            "a.",
            "x = [",
            "\"${",
            "\"\"\"${",
            "List<",
            "if true {\n",
            "for a in [1] {\n",
            "x {\n",
            "x = if true { } else ",
            "1 + ",
            "finally {\n",
            "a ?: ",
            "`",
            "\"\"\"\n  ${\n",
            "/*",
            "\\",
            "else ",
            "true and ")) {
      String shown = piece.strip().replace("\n", " ");
      inputs.put("deep: " + shown, () -> piece.repeat(many));
      inputs.put("deep in a workflow: " + shown, () -> BODY + "x = " + piece.repeat(many));
      inputs.put(
          "deep in a call: " + shown, () -> BODY + "x = f(" + piece.repeat(many) + "\n)\n}\n");
    }
    inputs.put("deep parameter", () -> "workflow w(a: " + "{ b: ".repeat(many));
    inputs.put(
        "parentheses that pair", () -> BODY + "x = " + "(".repeat(many) + ")".repeat(many) + "\n}");
    inputs.put("blocks that pair", () -> BODY + "a {".repeat(many) + "}".repeat(many) + "\n}");
    return inputs;
  }

  private Map<String, Supplier<String>> longTokens() {
    Map<String, Supplier<String>> inputs = new LinkedHashMap<>();
    inputs.put("long name", () -> BODY + "a".repeat(megabyte) + " = b".repeat(2) + "\n}");
    inputs.put("long unknown name", () -> BODY + "x = " + "a".repeat(megabyte) + "\n}");
    inputs.put("long operator", () -> BODY + "x = " + "a.".repeat(megabyte / 2) + "b()\n}");
    inputs.put("long number", () -> BODY + "x = " + "1".repeat(megabyte) + "\n}");
    inputs.put("long exponent", () -> BODY + "x = 1e" + "9".repeat(megabyte) + "\n}");
    inputs.put("large exponent", () -> BODY + "x = 1e-999999999 + 1e999999999 min\n}");
    inputs.put("long text", () -> BODY + "x = \"" + "a".repeat(megabyte) + "\"\n}");
    inputs.put("long path", () -> BODY + "x = ingest.csv(\"" + "${data}/".repeat(many) + "\")\n}");
    inputs.put("long unclosed text", () -> BODY + "x = \"" + "a".repeat(megabyte));
    inputs.put(
        "long cron", () -> BODY + "schedule { cron \"" + "1,".repeat(megabyte / 2) + "\" }\n}");
    inputs.put("long comment", () -> "# " + "a".repeat(megabyte) + "\n" + BODY + "}");
    inputs.put("long documentation", () -> "/// a\n".repeat(many) + BODY + "}");
    inputs.put("long foreign comment", () -> "/* " + "a\n".repeat(many) + "*/" + BODY + "}");
    inputs.put("long quoted name", () -> BODY + "`" + "a".repeat(megabyte) + "` = 1\n}");
    inputs.put(
        "long blank", () -> BODY + " ".repeat(megabyte) + "x = [" + "1,".repeat(many) + "]\n}");
    inputs.put("long line", () -> BODY + "x = y; ".repeat(many) + "\n}");
    return inputs;
  }

  private Map<String, Supplier<String>> many() {
    Map<String, Supplier<String>> inputs = new LinkedHashMap<>();
    inputs.put("many parameters", () -> numbered("workflow w(", "p%d: Int = 1, ", ") {\n}\n"));
    inputs.put("many arguments", () -> BODY + numbered("x = ingest.csv(", "p%d: 1, ", ")\n}\n"));
    inputs.put("many unknown names", () -> BODY + numbered("", "x%1$d = y%1$d\n", "}\n"));
    inputs.put("many unknown operators", () -> BODY + numbered("", "x%1$d = f%1$d()\n", "}\n"));
    inputs.put("many faulty lines", () -> BODY + numbered("", "x%d = )\n", "}\n"));
    inputs.put("many faulty characters", () -> BODY + "? ! ? $ ".repeat(many) + "\n}\n");
    inputs.put("many faulty workflows", () -> numbered("", "workflow w%d() { x = y }\n", ""));
    inputs.put("many columns", () -> numbered("schema S {", "c%d: Int; ", "}\n"));
    inputs.put(
        "many conditions", () -> BODY + numbered("x = validate(data) {", "c%d >= 1; ", "}\n}\n"));
    inputs.put("many calls", () -> BODY + "validate(ingest.csv(data))\n".repeat(many / 2) + "}\n");
    inputs.put("many requires", () -> BODY + "require true else fail \"a\"\n".repeat(many) + "}\n");
    inputs.put("many items of a list", () -> BODY + "x = [" + "1, ".repeat(many) + "]\n}\n");
    inputs.put("many empty lines", () -> BODY + "x = 1" + "\n".repeat(megabyte) + "else\n}\n");
    inputs.put("many texts", () -> BODY + "x = \"\"\"${\n    a\n  b\n".repeat(many / 4) + "}\n");
    inputs.put(
        "many imports of one another", () -> numbered("", "import \"a%1$d.train\" as a%1$d\n", ""));
    inputs.put(
        "import of itself", () -> "import \"fuzz.train\" as fuzz\n" + BODY + "fuzz.w()\n}\n");
    inputs.put("many tests", () -> BODY + "}\n" + "test \"a\" { assert ran(x) }\n".repeat(many));
    inputs.put(
        "a long circle", () -> BODY + numbered("", "x%1$d = x%2$d\n", "x" + many + " = x0\n}\n"));
    return inputs;
  }

  private String numbered(String before, String each, String after) {
    StringBuilder text = new StringBuilder(before);
    for (int i = 0; i < many; i++) {
      text.append(
          each.replace("%1$d", Integer.toString(i))
              .replace("%2$d", Integer.toString(i + 1))
              .replace("%d", Integer.toString(i)));
    }
    return text.append(after).toString();
  }

  private static Map<String, Supplier<String>> odd() {
    Map<String, Supplier<String>> inputs = new LinkedHashMap<>();
    inputs.put("halves of characters", () -> BODY + "x = \"\uD800\uDC00\uD800\"\n}".repeat(3));
    inputs.put(
        "marks of direction", () -> BODY + "x\u202E = \u2066\"\u2069\"\n".repeat(1000) + "}");
    inputs.put("letters that look alike", () -> BODY + "d\u0430t\u0430 = 1\n".repeat(1000) + "}");
    inputs.put("blanks of no width", () -> BODY + "x\u200B = 1\n".repeat(1000) + "}");
    inputs.put("other digits", () -> BODY + "x = \u0661\u0662\n}");
    inputs.put("line ends of old", () -> BODY.replace('\n', '\r') + "x = y\r".repeat(1000) + "}");
    inputs.put("nothing", () -> "");
    return inputs;
  }
}
