package io.trainmaster.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of model that can be scored without knowing who trained it. Found by {@link
 * java.util.ServiceLoader}; a {@code Model} artifact names its flavor in the property {@code
 * flavor}.
 */
public interface ModelFlavor {

  /** The value of the property, such as {@code dl4j}. */
  String name();

  /** Loads a model from its artifact's folder. */
  Scorer load(Path model) throws IOException;

  /** A loaded model. Used by one thread at a time. */
  interface Scorer extends AutoCloseable {

    /** The columns that a row must give, in order. */
    List<String> columns();

    /**
     * Scores rows.
     *
     * @param rows one array for each row with a value for each column: {@code null}, a boxed
     *     number, {@code Boolean}, {@code String} or {@code byte[]}
     * @return for each row the probability of each class, in the order of the model's property
     *     {@code classes}, or a single number for a regression
     */
    double[][] score(List<Object[]> rows);

    @Override
    void close();
  }
}
