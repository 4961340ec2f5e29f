package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.format.Formatter;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that sets one pipeline beside others says what is so. */
class SideBySideTest {

  private static final Pattern TEXT =
      Pattern.compile(
          "^## ([^\\n]+)\\n\\n```(\\w+)\\n(.*?)```", Pattern.DOTALL | Pattern.MULTILINE);

  private final String page = TestFiles.text(Path.of("docs/side-by-side.md"));

  private Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    Matcher matcher = TEXT.matcher(page);
    while (matcher.find()) {
      texts.put(matcher.group(1), matcher.group(3));
    }
    return texts;
  }

  private static long lines(String text) {
    return text.lines().filter(line -> !line.isBlank() && !line.strip().startsWith("#")).count();
  }

  @Test
  void linesAreCountedAsTheTablesSay() {
    String readme = TestFiles.text(Path.of("README.md"));
    StringBuilder heads = new StringBuilder("|");
    StringBuilder counts = new StringBuilder("|");
    texts().entrySet().stream()
        .sorted(Map.Entry.comparingByValue((a, b) -> Long.compare(lines(a), lines(b))))
        .forEach(
            text -> {
              heads.append(' ').append(text.getKey()).append(" |");
              counts.append(' ').append(lines(text.getValue())).append(" |");
              assertThat(page)
                  .contains("| " + text.getKey() + " | " + lines(text.getValue()) + " |");
            });

    assertThat(texts()).hasSize(6);
    assertThat(heads.toString()).startsWith("| Trainmaster |");
    assertThat(readme).contains(heads).contains(counts);
  }

  @Test
  void oursIsLaidOutAndFreeOfFaults() {
    String ours = texts().getOrDefault("Trainmaster", "");

    assertThat(Formatter.format(Parser.parse(new SourceFile("ours.train", ours)))).isEqualTo(ours);
    assertThat(TestFiles.compile(ours).diagnostics()).isEmpty();
    assertThat(TestFiles.compile(ours).workflows()).hasSize(1);
  }
}
