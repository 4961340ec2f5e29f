package io.trainmaster.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChurnSampleTest {

  private static final int ROWS = 20_000;

  private final Sample sample = Samples.find("churn").orElseThrow();

  /** What a row and seed give may never change: people compare their numbers with ours. */
  @Test
  void givesTheSameBytesForEver(@TempDir Path folder) throws IOException {
    Path file = write(folder, 2_000, 42);

    assertThat(Digests.of(file))
        .isEqualTo("73bf31aa0efacc400c13f289ada183ac4687fdca66a197ec552e443510080216");
  }

  @Test
  void givesOtherRowsForAnotherSeed(@TempDir Path folder) throws IOException {
    Path one = write(folder.resolve("one"), 100, 1);
    Path two = write(folder.resolve("two"), 100, 2);

    assertThat(Digests.of(one)).isNotEqualTo(Digests.of(two));
  }

  @Test
  void beginsWithTheRowsOfAShorterOne(@TempDir Path folder) throws IOException {
    List<String> some = Files.readAllLines(write(folder.resolve("some"), 100, 5));
    List<String> more = Files.readAllLines(write(folder.resolve("more"), 300, 5));

    assertThat(some).hasSize(101);
    assertThat(more).startsWith(some.toArray(String[]::new));
  }

  @Test
  void meetsTheExpectationsOfTheFirstWorkflow(@TempDir Path folder) throws IOException {
    Table table = Table.read(write(folder, ROWS, 42));

    assertThat(table.column("age")).allMatch(age -> age.isEmpty() || within(age, 0, 120));
    assertThat(table.column("plan")).isSubsetOf("basic", "plus", "pro");
    assertThat(table.unknown("charges")).isBetween(0.001, 0.0099);
    assertThat(table.column("churned")).isSubsetOf("yes", "no");
  }

  @Test
  void isImbalancedAndHasGaps(@TempDir Path folder) throws IOException {
    Table table = Table.read(write(folder, ROWS, 42));

    long churned = table.column("churned").stream().filter("yes"::equals).count();
    assertThat((double) churned / ROWS).isBetween(0.20, 0.25);
    double unknown = table.header().stream().mapToDouble(table::unknown).average().orElseThrow();
    assertThat(unknown).isBetween(0.02, 0.04);
  }

  @Test
  void quotesWhatNeedsIt(@TempDir Path folder) throws IOException {
    Path file = write(folder, ROWS, 42);

    assertThat(Files.readString(file))
        .contains(",\"store, own\",")
        .contains(",\"\"\"bring a friend\"\" offer\",");
    assertThat(Table.read(file).column("channel"))
        .contains("store, own", "\"bring a friend\" offer", "fair, \"2 for 1\"", "web");
  }

  @Test
  void hasASignalThatIsNotTheWholeTruth() {
    List<Double> leaving = new ArrayList<>();
    List<Double> staying = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      Customer customer = CustomerModel.customer(SeededRandom.ofRow(42, row), row);
      (customer.churned() ? leaving : staying).add(CustomerModel.logit(customer));
    }

    assertThat(auc(leaving, staying)).isBetween(0.88, 0.92);
  }

  @Test
  void tellsHowFarItIs(@TempDir Path folder) throws IOException {
    List<Long> told = new ArrayList<>();

    SampleFiles files =
        sample.write(
            new SampleRequest(25_000, 1, folder, false),
            (done, total) -> {
              told.add(done);
              assertThat(total).isEqualTo(25_000);
            });

    assertThat(told).containsExactly(10_000L, 20_000L, 25_000L);
    assertThat(files.rows()).isEqualTo(25_000);
    assertThat(files.bytes()).isEqualTo(Files.size(folder.resolve("churn.csv")));
    assertThat(files.files()).containsExactly(folder.resolve("churn.csv"));
  }

  @Test
  void leavesNothingWhenItIsStopped(@TempDir Path folder) throws IOException {
    SampleRequest request = new SampleRequest(50_000, 1, folder, false);
    try {
      sample.write(
          request,
          (done, total) -> {
            throw new IllegalStateException("stopped");
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("stopped");
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void refusesNumbersOfRowsThatItCannotHave(@TempDir Path folder) {
    for (long rows : List.of(0L, -1L, 100_000_000L)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> write(folder, rows, 1))
          .withMessage("The sample churn has from 1 to 99999999 rows, not " + rows);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private Path write(Path folder, long rows, long seed) throws IOException {
    SampleRequest request = new SampleRequest(rows, seed, folder, false);
    return sample.write(request, SampleProgress.NONE).files().get(0);
  }

  private static boolean within(String number, int low, int high) {
    int value = Integer.parseInt(number);
    return value >= low && value <= high;
  }

  /** The probability that a leaving customer has a higher logit than a staying one. */
  private static double auc(List<Double> leaving, List<Double> staying) {
    double[] sorted = staying.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double below = 0;
    for (double logit : leaving) {
      int place = Arrays.binarySearch(sorted, logit);
      below += place < 0 ? -place - 1 : place;
    }
    return below / leaving.size() / staying.size();
  }
}
