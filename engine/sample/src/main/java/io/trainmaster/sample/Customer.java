package io.trainmaster.sample;

import java.time.LocalDate;

/**
 * One customer as they are; what of it is not known is left out when the row is written.
 *
 * @param number counted from 0
 * @param signup when they signed up
 * @param lastLogin when they were last seen
 * @param age in years
 * @param region where they live
 * @param plan {@code basic}, {@code plus} or {@code pro}
 * @param contract {@code monthly}, {@code one year} or {@code two years}
 * @param paymentMethod how they pay
 * @param channel how they came
 * @param tenureMonths whole months since they signed up
 * @param chargesCents what they pay in a month
 * @param usageTenths what they use in a month, in tenths of a gigabyte
 * @param supportCalls calls to support in the last half year
 * @param satisfaction from 1 to 5, asked in a survey
 * @param hasApp whether they installed the app
 * @param churned whether they left within the next three months
 */
record Customer(
    long number,
    LocalDate signup,
    LocalDate lastLogin,
    int age,
    String region,
    String plan,
    String contract,
    String paymentMethod,
    String channel,
    int tenureMonths,
    long chargesCents,
    long usageTenths,
    int supportCalls,
    int satisfaction,
    boolean hasApp,
    boolean churned) {}
