package io.trainmaster.job.spark.features;

import java.util.ArrayList;
import java.util.List;

/**
 * Which columns a model learns from and how. Made by {@link FeaturePlanner} from the training rows
 * alone; {@link FeaturePipeline} turns it into Spark's stages.
 *
 * @param features the features in the order of the data's columns
 * @param notes what was left out or changed and why, a sentence each
 */
public record FeaturePlan(List<Feature> features, List<String> notes) {

  public FeaturePlan {
    features = List.copyOf(features);
    notes = List.copyOf(notes);
  }

  /** The columns that scoring needs. */
  public List<String> columns() {
    return features.stream().map(Feature::column).toList();
  }

  /** The features that are text. */
  public List<Feature.Categorical> categorical() {
    return features.stream()
        .filter(Feature.Categorical.class::isInstance)
        .map(Feature.Categorical.class::cast)
        .toList();
  }

  /** The largest number of indices that a feature has; 0 where none is text. */
  public int largestCategorical() {
    return categorical().stream().mapToInt(Feature.Categorical::size).max().orElse(0);
  }

  /**
   * A slot of the feature vector.
   *
   * @param feature the index of its feature in {@link #features}
   * @param name the column, or {@code column=category}
   */
  public record Slot(int feature, String name) {}

  /** The slots of the vector in an encoding. */
  public List<Slot> slots(Encoding encoding) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      if (encoding != Encoding.INDEXED && feature instanceof Feature.Categorical text) {
        for (String category : text.categories()) {
          slots.add(new Slot(i, text.column() + "=" + category));
        }
      } else {
        slots.add(new Slot(i, feature.column()));
      }
    }
    return slots;
  }
}
