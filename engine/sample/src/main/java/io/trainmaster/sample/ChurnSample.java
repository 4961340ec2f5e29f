package io.trainmaster.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code churn.csv}: customers of a telephone company and whether they left, as {@link
 * CustomerModel} decides. Written row by row, in memory that does not grow with the rows.
 */
final class ChurnSample implements Sample {

  private static final long REPORT_EVERY = 10_000;

  @Override
  public String name() {
    return "churn";
  }

  @Override
  public String description() {
    return "Customers of a telephone company, of whom some leave: churn.csv";
  }

  @Override
  public long defaultRows() {
    return 20_000;
  }

  @Override
  public long maximumRows() {
    return 99_999_999;
  }

  @Override
  public SampleFiles write(SampleRequest request, SampleProgress progress) throws IOException {
    RowLimits.check(this, request.rows());
    try (StagedFiles staged = new StagedFiles(request.directory(), request.replace())) {
      try (BufferedWriter out =
          new BufferedWriter(
              new OutputStreamWriter(staged.open("churn.csv"), StandardCharsets.UTF_8), 1 << 16)) {
        write(request, progress, out);
      }
      List<Path> files = staged.publish();
      return new SampleFiles(files, request.rows(), Files.size(files.get(0)));
    }
  }

  private static void write(SampleRequest request, SampleProgress progress, BufferedWriter out)
      throws IOException {
    out.write(CustomerRow.HEADER);
    StringBuilder line = new StringBuilder();
    for (long row = 0; row < request.rows(); row++) {
      SeededRandom random = SeededRandom.ofRow(request.seed(), row);
      line.setLength(0);
      CustomerRow.append(line, CustomerModel.customer(random, row), random);
      out.append(line);
      if ((row + 1) % REPORT_EVERY == 0 || row + 1 == request.rows()) {
        progress.rows(row + 1, request.rows());
      }
    }
  }
}
