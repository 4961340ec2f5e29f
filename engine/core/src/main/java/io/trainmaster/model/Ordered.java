package io.trainmaster.model;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies that can't be changed and keep their order. A graph has very many of them, most with
 * nothing or next to nothing in it, so that those take little room, and a copy of a copy none.
 */
public final class Ordered {

  /** Up to here it is as fast to look at each. */
  private static final int FEW = 8;

  private Ordered() {}

  /** A set in the order of its source. */
  public static <T> Set<T> set(Collection<? extends T> source) {
    if (source instanceof Few<?>) {
      @SuppressWarnings("unchecked") // It can't be changed, so that any wider type will do.
      Set<T> same = (Set<T>) source;
      return same;
    } else if (source.isEmpty()) {
      return Set.of();
    }
    Set<T> copy = new LinkedHashSet<>(source);
    if (copy.size() == 1) {
      return Set.of(copy.iterator().next());
    }
    return copy.size() <= FEW ? new Few<>(copy.toArray()) : Collections.unmodifiableSet(copy);
  }

  /** A map in the order of its source. */
  public static <K, V> Map<K, V> map(Map<? extends K, ? extends V> source) {
    if (source.isEmpty()) {
      return Map.of();
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(source));
  }

  /** A set of few: no more than a list of them. */
  private static final class Few<T> extends AbstractSet<T> {

    private final List<T> items;

    @SuppressWarnings("unchecked") // They were of that type.
    Few(Object[] items) {
      this.items = (List<T>) Arrays.asList(items);
    }

    @Override
    public Iterator<T> iterator() {
      return Collections.unmodifiableList(items).iterator();
    }

    @Override
    public boolean contains(Object item) {
      return items.contains(item);
    }

    @Override
    public int size() {
      return items.size();
    }
  }
}
