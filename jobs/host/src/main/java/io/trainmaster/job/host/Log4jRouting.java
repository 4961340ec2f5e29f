package io.trainmaster.job.host;

import io.trainmaster.job.AttemptId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * Takes what libraries log through Log4j to the log of the attempt that they work for. Loaded only
 * where Log4j is there, which it is beside Spark.
 */
final class Log4jRouting implements Logging {

  private static final List<String> CHATTY =
      List.of("org.apache", "org.sparkproject", "io.netty", "org.eclipse.jetty", "org.nd4j");

  /** What warns of what is meant so. */
  private static final List<String> NAGGING =
      List.of(
          "org.apache.spark.scheduler.FairSchedulableBuilder",
          "org.apache.hadoop.util.NativeCodeLoader");

  /**
   * Held, for Log4j itself holds it weakly: collected before its first use, it would be replaced by
   * one that nobody configured.
   */
  private final LoggerContext context;

  /** Configures Log4j; comes before its first use. */
  Log4jRouting(Logs logs) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setConfigurationName("trainmaster").setStatusLevel(Level.ERROR);
    builder.add(builder.newRootLogger(Level.INFO));
    CHATTY.forEach(name -> builder.add(builder.newLogger(name, Level.WARN)));
    NAGGING.forEach(name -> builder.add(builder.newLogger(name, Level.ERROR)));
    context = Configurator.initialize(builder.build());
    Configuration configuration = context.getConfiguration();
    RoutingAppender appender = new RoutingAppender(logs);
    appender.start();
    configuration.addAppender(appender);
    configuration.getRootLogger().addAppender(appender, null, null);
    context.updateLoggers();
  }

  /** The configured context. */
  LoggerContext context() {
    return context;
  }

  @Override
  public void bind(AttemptId attempt) {
    ThreadContext.put(AttemptId.LOG_KEY, attempt.toString());
  }

  @Override
  public void unbind() {
    ThreadContext.remove(AttemptId.LOG_KEY);
  }

  private static final class RoutingAppender extends AbstractAppender {

    private final Logs logs;

    RoutingAppender(Logs logs) {
      super(
          "attempts",
          null,
          PatternLayout.newBuilder()
              .withPattern("%d{HH:mm:ss.SSS}{UTC} %-5p %c{1}: %m%n%xEx{40}")
              .withCharset(StandardCharsets.UTF_8)
              .build(),
          true,
          Property.EMPTY_ARRAY);
      this.logs = logs;
    }

    @Override
    public void append(LogEvent event) {
      byte[] line = getLayout().toByteArray(event);
      String attempt = event.getContextData().getValue(AttemptId.LOG_KEY);
      Optional<AttemptLog> log = logs.of(attempt);
      if (log.isPresent()) {
        log.get().write(line, 0, line.length);
      } else {
        logs.line(new String(line, StandardCharsets.UTF_8).stripTrailing());
      }
    }
  }
}
