package io.trainmaster.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  @Test
  void givesTheSameBytesForTheSameData(@TempDir Path folder) throws IOException {
    ReportWriter.write(Examples.binary(), folder.resolve("first"));
    ReportWriter.write(Examples.binary(), folder.resolve("second"));

    for (String file : List.of("report.html", "report.json", "junit.xml", "sample.json")) {
      assertThat(folder.resolve("first").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("second").resolve(file));
    }
  }

  /** Left in the build folder, so that one can look at them. */
  @Test
  void writesAReportForEveryKindOfTask() throws IOException {
    Path looks = Path.of("target", "reports");
    for (ReportData data : Examples.all()) {
      String name = data.title().equals(Examples.HOSTILE) ? "hostile" : data.title();
      ReportWriter.write(data, looks.resolve(name));
      assertThat(Files.size(looks.resolve(name).resolve("report.html"))).isGreaterThan(200_000);
    }
  }
}
