package io.trainmaster.job.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Operator;
import io.trainmaster.job.spark.evaluate.EvaluateOperator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignaturesTest {

  private static final Pattern PARAMETER = Pattern.compile("^\\s+(\\w+): .*,$");

  static List<Operator> operators() {
    return List.of(
        new BayesOperator(),
        new EvaluateOperator(),
        new ForestOperator(),
        new GbtOperator(),
        new KMeansOperator(),
        new LinearOperator(),
        new LogisticOperator(),
        new TreeOperator());
  }

  @ParameterizedTest
  @MethodSource("operators")
  void everyParameterIsExplained(Operator operator) {
    List<String> lines = operator.signature().lines().toList();
    assertThat(lines.get(0)).startsWith("/// ").endsWith(".");
    int parameters = 0;
    for (int i = 1; i < lines.size(); i++) {
      Matcher matcher = PARAMETER.matcher(lines.get(i));
      if (matcher.matches()) {
        parameters++;
        assertThat(lines.get(i - 1).strip()).as(matcher.group(1)).matches("/// .*\\.");
      }
    }
    assertThat(parameters).isGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("operators")
  void numbersAreBounded(Operator operator) {
    for (String line : operator.signature().lines().toList()) {
      if (line.matches("\\s+\\w+: (Int|Float).*,") && !line.contains("seed: Int")) {
        assertThat(line).contains(" in ");
      }
    }
  }

  @Test
  void everyOperatorIsOffered() {
    List<Class<?>> offered =
        ServiceLoader.load(Operator.class).stream().<Class<?>>map(one -> one.type()).toList();
    operators().forEach(operator -> assertThat(offered).contains(operator.getClass()));
  }

  @Test
  void onlyWhatIsRandomHasASeed() {
    for (Operator operator : operators()) {
      boolean random =
          operator instanceof GbtOperator
              || operator instanceof ForestOperator
              || operator instanceof TreeOperator
              || operator instanceof KMeansOperator;
      assertThat(operator.signature().contains("seed: Int = 1")).isEqualTo(random);
    }
  }
}
