package io.trainmaster.job.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report's files. The same data gives the same bytes. */
public final class ReportWriter {

  private ReportWriter() {}

  /**
   * Writes {@code report.html}, {@code report.json}, {@code junit.xml} and {@code sample.json} into
   * a folder, which is created where it does not exist.
   *
   * @throws IOException where a file can't be written
   */
  public static void write(ReportData data, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("report.html"), HtmlReport.page(data));
    Files.write(folder.resolve("junit.xml"), JunitReport.file(data));
    Files.write(folder.resolve("report.json"), JsonReport.report(data));
    Files.write(folder.resolve("sample.json"), JsonReport.sample(data));
  }
}
