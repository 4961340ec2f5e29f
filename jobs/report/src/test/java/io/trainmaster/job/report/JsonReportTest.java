package io.trainmaster.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  @Test
  void saysWhatWasTestedAndHowItDid() throws IOException {
    JsonNode json = read(Examples.binary());

    assertThat(json.path("format").asText()).isEqualTo("trainmaster-report");
    assertThat(json.path("version").asInt()).isEqualTo(1);
    assertThat(json.path("title").asText()).isEqualTo("churn");
    assertThat(json.path("task").asText()).isEqualTo("binary");
    assertThat(json.path("passed").asBoolean()).isTrue();
    assertThat(json.path("facts").path("Run").asText()).isEqualTo("churn-7");
  }

  @Test
  void givesMetricsInFullPrecision() throws IOException {
    ReportData data = Examples.binary();

    JsonNode auc = read(data).path("metrics").path(0);

    assertThat(auc.path("name").asText()).isEqualTo("auc");
    assertThat(auc.path("value").asDouble()).isEqualTo(data.metrics().get(0).value());
    assertThat(auc.path("better").asText()).isEqualTo("higher");
    assertThat(auc.path("format").asText()).isEqualTo("number");
    assertThat(auc.path("interval").path("level").asDouble()).isEqualTo(0.95);
    assertThat(read(data).path("metrics").path(1).has("interval")).isFalse();
  }

  @Test
  void holdsEverySectionUnderItsKey() throws IOException {
    JsonNode sections = read(Examples.hostile()).path("sections");

    assertThat(sections.fieldNames())
        .toIterable()
        .containsExactly(
            "roc",
            "precision_recall",
            "thresholds",
            "calibration",
            "confusion_matrix",
            "residuals",
            "clusters",
            "learning_curves",
            "importance",
            "search",
            "slices",
            "checks",
            "sample_rows");
    assertThat(sections.path("roc").path("curves").path(0).path("points").path(1).path("x").asInt())
        .isEqualTo(1);
    assertThat(sections.path("sample_rows").path("rows").path(0).path(1).isNull()).isTrue();
  }

  @Test
  void writesNumbersThatAreNotFiniteAsNull() throws IOException {
    JsonNode slices = read(Examples.regression()).path("sections").path("slices").path("slices");

    assertThat(slices.path(2).path("metrics").path("rmse").isNull()).isTrue();
  }

  @Test
  void hasASampleWithoutRowsWhereTheReportHasNone() throws IOException {
    JsonNode sample = new ObjectMapper().readTree(JsonReport.sample(Examples.regression()));

    assertThat(sample.path("columns").isArray()).isTrue();
    assertThat(sample.path("rows")).isEmpty();
  }

  private static JsonNode read(ReportData data) throws IOException {
    return new ObjectMapper().readTree(JsonReport.report(data));
  }
}
