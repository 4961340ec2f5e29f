package io.trainmaster.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {

  /** Whatever makes a browser, a style or a script ask for something. */
  private static final Pattern REQUEST =
      Pattern.compile(
          "\\b(src|srcset|poster|action|formaction|background)\\s*=\\s*[\"']?\\s*(https?:)?//"
              + "|url\\(|@import|\\bfetch\\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon"
              + "|importScripts|sourceMappingURL");

  static Stream<ReportData> reports() {
    return Examples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void asksForNothing(ReportData data) throws IOException {
    String html = html(data);
    Document page = Jsoup.parse(html);

    assertThat(REQUEST.matcher(html).results().map(result -> result.group())).isEmpty();
    assertThat(page.select("link, iframe, object, embed, base, [src], form")).isEmpty();
    assertThat(page.select("[href]").eachAttr("href")).allMatch(link -> link.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void forbidsEveryScriptButItsOwn(ReportData data) throws Exception {
    Document page = Jsoup.parse(html(data));
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");

    assertThat(policy).startsWith("default-src 'none';").doesNotContain("script-src 'unsafe");
    List<Element> scripts = page.select("script:not([type])");
    assertThat(scripts).hasSize(3);
    for (Element script : scripts) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(script.data().getBytes(StandardCharsets.UTF_8));
      assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
  }

  @Test
  void escapesAllText() throws IOException {
    Document page = Jsoup.parse(html(Examples.hostile()));

    assertThat(page.select("img")).isEmpty();
    assertThat(page.select("script")).hasSize(4);
    assertThat(page.select("[onerror]")).isEmpty();
    assertThat(page.select("h1").text()).isEqualTo(Examples.HOSTILE);
    assertThat(page.expectFirst("#search td").ownText()).isEqualTo(Examples.HOSTILE);
    assertThat(page.select("#roc canvas").attr("aria-label")).contains(Examples.HOSTILE);
  }

  @Test
  void embedsTheNumbersOfTheJsonFile() throws IOException {
    ReportData data = Examples.hostile();
    String json = new String(JsonReport.report(data), StandardCharsets.UTF_8);

    String embedded = Jsoup.parse(html(data)).expectFirst("script#data").data();

    assertThat(embedded).doesNotContain("<");
    assertThat(embedded.replace("\\u003c", "<")).isEqualTo(json);
  }

  @Test
  void saysFirstHowItWentAndThenWhatWasMeasured() throws IOException {
    Document page = Jsoup.parse(html(Examples.multiclass()));

    assertThat(page.select(".verdict.failed .outcome").text()).isEqualTo("1 of 2 checks failed");
    assertThat(page.select(".verdict .failure").text())
        .isEqualTo("recall of class 4 >= 0.98: 0.9712");
    assertThat(page.select(".tile dt").eachText())
        .containsExactly("accuracy", "macro_f1", "weighted_f1", "log_loss");
    assertThat(page.select(".tile .value").eachText())
        .containsExactly("98.7%", "0.9871", "0.9873", "0.04127");
  }

  @Test
  void givesTheFirstFourMetricsTheMostRoom() throws IOException {
    Document page = Jsoup.parse(html(Examples.binary()));

    assertThat(page.select(".tile")).hasSize(4);
    assertThat(page.select(".others dt").eachText())
        .containsExactly("precision", "recall", "log_loss", "brier");
    assertThat(page.select(".verdict").attr("class")).isEqualTo("verdict passed");
    assertThat(page.select(".facts dt").eachText()).startsWith("Run", "Task", "Model", "Data");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void canBeReadWithoutSeeingIt(ReportData data) throws IOException {
    Document page = Jsoup.parse(html(data));

    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("canvas")).allMatch(canvas -> !canvas.attr("aria-label").isBlank());
    assertThat(page.select("table")).allMatch(table -> !table.select("caption").text().isBlank());
    assertThat(page.select("th")).allMatch(head -> head.hasAttr("scope"));
    assertThat(page.select(".card")).allMatch(card -> card.select("h2").size() == 1);
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    for (Element card : page.select(".card:has(canvas)")) {
      assertThat(card.select("details table tbody tr")).as(card.id()).isNotEmpty();
    }
  }

  @Test
  void laysOutTheConfusionMatrixWithTotalsAndShares() throws IOException {
    ReportData data =
        ReportData.builder("two", TaskKind.BINARY)
            .metric(Metric.of("accuracy", 0.8, Metric.Better.HIGHER, ""))
            .section(
                new Section.ConfusionMatrix(
                    List.of("no", "yes"), List.of(List.of(60L, 20L), List.of(0L, 20L))))
            .build();

    Element matrix = Jsoup.parse(html(data)).expectFirst("table.matrix");

    assertThat(matrix.select("tbody tr").eachText())
        .containsExactly("no 60 75.0% 20 25.0% 80 80.0%", "yes 0 0% 20 100.0% 20 20.0%");
    assertThat(matrix.select("tfoot tr").text()).isEqualTo("Total 60 100.0% 40 50.0% 100 80.0%");
    assertThat(matrix.select("td.right b").eachText()).containsExactly("60", "20");
  }

  @Test
  void tellsTheMostFrequentConfusionsOfManyClasses() throws IOException {
    Element card = Jsoup.parse(html(Examples.multiclass())).expectFirst("#confusion_matrix");

    assertThat(card.select("details summary").text()).isEqualTo("Most frequent confusions");
    assertThat(card.select("details tbody tr")).hasSize(10);
    assertThat(card.expectFirst("details tbody tr").text()).startsWith("4 9 ");
  }

  @Test
  void showsNothingOfSectionsThatHoldNothing() throws IOException {
    Document page = Jsoup.parse(html(Examples.empty()));

    assertThat(page.select(".card").eachAttr("id")).containsExactly("slices");
    assertThat(page.select("canvas")).isEmpty();
    assertThat(page.select(".tile .value").text()).isEqualTo("n/a");
  }

  @Test
  void marksTheBestTrialInWords() throws IOException {
    Element best = Jsoup.parse(html(Examples.binary())).expectFirst("#search tr.best");

    assertThat(best.select(".mark").text()).isEqualTo("best");
    assertThat(best.text()).contains("0.8779");
  }

  private static String html(ReportData data) throws IOException {
    return new String(HtmlReport.page(data), StandardCharsets.UTF_8);
  }
}
