package io.trainmaster.job.network;

import io.trainmaster.job.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds arguments as a workflow's block would make them. */
public final class Block {

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Arguments.Entry> lines = new ArrayList<>();
  private final List<Arguments.Entry> layers = new ArrayList<>();

  public Block() {
    values.put("task", "auto");
    values.put("seed", 42L);
  }

  /** An argument. */
  public Block with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** A line of the block with one value: {@code epochs 5}. */
  public Block line(String key, Object value) {
    lines.add(entry(key, List.of(value)));
    return this;
  }

  /** A line with a value and a named one: {@code early_stop validation.loss, patience: 3}. */
  public Block line(String key, Object value, String name, Object named) {
    lines.add(entry(key, List.of(value), name, named));
    return this;
  }

  /** {@code optimizer adam(rate: 0.01)}. */
  public Block optimizer(String name, Object... named) {
    return line("optimizer", new Arguments.Call(name, List.of(), map(named)));
  }

  /** {@code rate_schedule step(every: 2)}. */
  public Block schedule(String name, Object... named) {
    return line("rate_schedule", new Arguments.Call(name, List.of(), map(named)));
  }

  /** A layer with named values: {@code layer("conv", "filters", 32, "kernel", 5)}. */
  public Block layer(String key, Object... named) {
    layers.add(entry(key, List.of(), named));
    return this;
  }

  /** {@code pool max, size: 2}. */
  public Block pool(String kind, long size) {
    layers.add(entry("pool", List.of(kind), "size", size));
    return this;
  }

  /** {@code output softmax}. */
  public Block output(String activation) {
    layers.add(entry("output", List.of(activation)));
    return this;
  }

  /** The lines of the network. */
  public List<Arguments.Entry> layers() {
    return List.copyOf(layers);
  }

  /** All of it. */
  public Arguments arguments() {
    List<Arguments.Entry> all = new ArrayList<>(lines);
    all.add(new Arguments.Entry("network", Optional.empty(), List.of(), Map.of(), layers));
    return new Arguments(values, all);
  }

  private static Arguments.Entry entry(String key, List<Object> positional, Object... named) {
    return new Arguments.Entry(key, Optional.empty(), positional, map(named), List.of());
  }

  private static Map<String, Object> map(Object... named) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < named.length; i += 2) {
      map.put((String) named[i], named[i + 1]);
    }
    return map;
  }
}
