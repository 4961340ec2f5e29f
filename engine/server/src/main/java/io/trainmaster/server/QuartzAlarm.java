package io.trainmaster.server;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import io.trainmaster.runtime.Alarm;
import io.trainmaster.time.TriggerId;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Quartz as the clock. It holds one time for each trigger in memory, and says when it has come;
 * what that means is decided elsewhere, from what is stored, so that a time that Quartz would miss,
 * or give twice, makes no difference.
 */
public final class QuartzAlarm implements Alarm {

  private static final JobKey JOB = new JobKey("wake");
  private static final String WAKE = "wake";

  /** Quartz counts in whole milliseconds, and fires up to two of them before the time. */
  private static final long EARLY_MILLIS = 3;

  private final Scheduler scheduler;

  /**
   * An alarm that has begun.
   *
   * @param wake is told which trigger's time has come; returns soon
   */
  public QuartzAlarm(Consumer<TriggerId> wake) {
    try {
      scheduler = new StdSchedulerFactory(properties()).getScheduler();
      scheduler.getContext().put(WAKE, wake);
      JobDetail job = newJob(Wake.class).withIdentity(JOB).storeDurably().build();
      scheduler.addJob(job, true);
      scheduler.start();
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", "trainmaster-" + System.nanoTime());
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    // Waking takes no time, so that one thread is enough for thousands in a second.
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "100");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    return properties;
  }

  /** What Quartz does when a time has come. */
  public static final class Wake implements Job {
    @Override
    @SuppressWarnings("unchecked") // It was put there by the constructor.
    public void execute(JobExecutionContext context) {
      try {
        Object wake = context.getScheduler().getContext().get(WAKE);
        TriggerId trigger = new TriggerId(context.getTrigger().getKey().getName());
        ((Consumer<TriggerId>) Objects.requireNonNull(wake)).accept(trigger);
      } catch (SchedulerException e) {
        throw failed(e);
      }
    }
  }

  @Override
  public void set(TriggerId trigger, Instant at) {
    TriggerKey key = new TriggerKey(trigger.value());
    Trigger next =
        newTrigger()
            .withIdentity(key)
            .forJob(JOB)
            .startAt(Date.from(at.plusMillis(EARLY_MILLIS)))
            .withSchedule(simpleSchedule().withMisfireHandlingInstructionFireNow())
            .build();
    try {
      if (scheduler.rescheduleJob(key, next) == null) {
        scheduler.scheduleJob(next);
      }
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  @Override
  public void clear(TriggerId trigger) {
    try {
      scheduler.unscheduleJob(new TriggerKey(trigger.value()));
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(SchedulerException cause) {
    return new IllegalStateException("Quartz can't keep times in memory", cause);
  }
}
