package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.ModelFlavor;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A model whose probability is the age over 100. */
public final class AgeFlavor implements ModelFlavor {

  private static final AtomicInteger CLOSED = new AtomicInteger();

  static int closed() {
    return CLOSED.get();
  }

  @Override
  public String name() {
    return "age";
  }

  @Override
  public Scorer load(Path model) {
    return new Scorer() {
      @Override
      public List<String> columns() {
        return List.of("age");
      }

      @Override
      public double[][] score(List<Object[]> rows) {
        return rows.stream()
            .map(row -> ((Number) row[0]).doubleValue() / 100)
            .map(probability -> new double[] {1 - probability, probability})
            .toArray(double[][]::new);
      }

      @Override
      public void close() {
        CLOSED.incrementAndGet();
      }
    };
  }
}
