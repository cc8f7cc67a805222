package org.strowger;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.DatagramSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Who may see whom, over all modules. Maven keeps a module from seeing another; these rules keep
 * the inside of each, and libraries in their places.
 */
@AnalyzeClasses(packages = "org.strowger", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] SHELLS = {
        "org.strowger.control..",
        "org.strowger.server..",
        "org.strowger.harness..",
        "org.strowger.cli.."
    };

    /** Where time, chance and threads come in: none of them is used in a day of the city. */
    private static final Set<String> EDGES =
            Set.of(
                    "org.strowger.base.Clock",
                    "org.strowger.base.Entropy",
                    "org.strowger.call.SignallingLoop",
                    "org.strowger.harness.city.CityRun",
                    "org.strowger.sip.locate.NameServers",
                    "org.strowger.sip.locate.NameWatch");

    @ArchTest
    static final ArchRule baseKnowsNobody =
            noClasses()
                    .that()
                    .resideInAPackage("org.strowger.base..")
                    .should()
                    .dependOnClassesThat(ourOwnOutside("base"));

    @ArchTest static final ArchRule sipIsALeaf = leaf("sip");
    @ArchTest static final ArchRule mediaIsALeaf = leaf("media");
    @ArchTest static final ArchRule acdIsALeaf = leaf("acd");
    @ArchTest static final ArchRule ivrIsALeaf = leaf("ivr");
    @ArchTest static final ArchRule recordsIsALeaf = leaf("records");

    @ArchTest
    static final ArchRule theHubSeesNoShell =
            noClasses()
                    .that()
                    .resideInAPackage("org.strowger.call..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(SHELLS)
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theDoorSeesNeitherServerNorLeavesButRecords =
            noClasses()
                    .that()
                    .resideInAPackage("org.strowger.control..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.strowger.server..",
                            "org.strowger.harness..",
                            "org.strowger.cli..",
                            "org.strowger.sip..",
                            "org.strowger.media..",
                            "org.strowger.acd..",
                            "org.strowger.ivr..");

    @ArchTest
    static final ArchRule onlyTheEdgeKnowsNetty =
            onlyIn("io.netty..", "..transport..", "org.strowger.harness..");

    @ArchTest
    static final ArchRule onlyRecordsKnowsTheDatabase =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.strowger.records..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "javax.sql..",
                            "org.h2..",
                            "org.flywaydb..",
                            "org.jdbi..",
                            "com.zaxxer..");

    @ArchTest
    static final ArchRule onlyTheRingKnowsTheDisruptor =
            onlyIn("com.lmax..", "org.strowger.acd.ring..");

    @ArchTest
    static final ArchRule onlySipKnowsItsParser =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.strowger.sip..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javax.sip..", "javax.sdp..", "gov.nist..");

    @ArchTest
    static final ArchRule onlyTheDoorKnowsItsHttpServer =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.strowger.control..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule onlyTheShellsKnowMicrometer =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("org.strowger.control..", "org.strowger.server..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule theDistributorReadsNoClockAndNoChance =
            noClasses()
                    .that(areTheDistributor())
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "identityHashCode", Object.class)
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .callMethodWhere(takesTheTime())
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(Random.class, UUID.class)
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.strowger.base.Clock")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.strowger.base.Entropy")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.util.random..", "java.security..")
                    .because("a replay of the journal must give the same commands");

    @ArchTest
    static final ArchRule whatRunsInTheCityReadsNoClockAndStartsNoThread =
            noClasses()
                    .that(runInTheCity())
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .callMethodWhere(takesTheTime())
                    .orShould()
                    .dependOnClassesThat(areThreadsOrChance())
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.nio.channels..")
                    .because("a day of the simulated city is one thread, one seed, and no clock");

    @ArchTest
    static final ArchRule theDistributorTouchesNothingOutsideItself =
            noClasses()
                    .that(areTheDistributor())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.netty..",
                            "java.net..",
                            "java.io..",
                            "java.nio..",
                            "java.sql..",
                            "java.util.concurrent..",
                            "org.slf4j..")
                    .because("it is a pure state machine");

    @ArchTest
    static final ArchRule theDistributorHasNoCollectionWhoseOrderChanges =
            noClasses()
                    .that(areTheDistributor())
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(
                            HashMap.class, HashSet.class, IdentityHashMap.class, WeakHashMap.class)
                    .orShould()
                    .callMethodWhere(makesASaltedCollection())
                    .because("the order of these differs from run to run, or is nobody's choice");

    @ArchTest
    static final ArchRule theDistributorCountsInWholeNumbers =
            noFields()
                    .that()
                    .areDeclaredInClassesThat(areTheDistributor())
                    .should()
                    .haveRawType(double.class)
                    .orShould()
                    .haveRawType(float.class);

    @ArchTest
    static final ArchRule recordsAreValues =
            classes().that().areRecords().should().haveOnlyFinalFields();

    @ArchTest
    static final ArchRule noStateIsStatic =
            noFields()
                    .that()
                    .areStatic()
                    .should()
                    .notBeFinal()
                    .because("two switches must run in one process, as in the simulated city");

    @ArchTest
    static final ArchRule noCyclesBetweenModules =
            slices().matching("org.strowger.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesBetweenThePackagesOfAModule =
            slices().matching("org.strowger.(**)").should().beFreeOfCycles();

    private static ArchRule leaf(String module) {
        return noClasses()
                .that()
                .resideInAPackage("org.strowger." + module + "..")
                .should()
                .dependOnClassesThat(
                        ourOwnOutside(module)
                                .and(
                                        DescribedPredicate.not(
                                                resideInAnyPackage("org.strowger.base.."))))
                .because("the leaves never see one another; the hub joins them");
    }

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static DescribedPredicate<JavaClass> ourOwnOutside(String module) {
        return resideInAnyPackage("org.strowger..")
                .and(DescribedPredicate.not(resideInAnyPackage("org.strowger." + module + "..")));
    }

    private static DescribedPredicate<JavaClass> areTheDistributor() {
        return resideInAnyPackage("org.strowger.acd..")
                .and(DescribedPredicate.not(resideInAnyPackage("org.strowger.acd.ring..")));
    }

    /** The city itself, and what of the switch it runs as it is; the edges have twins there. */
    private static DescribedPredicate<JavaClass> runInTheCity() {
        return resideInAnyPackage(
                        "org.strowger.harness.city..",
                        "org.strowger.base..",
                        "org.strowger.sip..",
                        "org.strowger.call..",
                        "org.strowger.acd..",
                        "org.strowger.ivr..")
                .and(
                        DescribedPredicate.not(
                                resideInAnyPackage("..transport..", "org.strowger.acd.ring..")))
                .and(describe("are no edge", type -> !EDGES.contains(outermost(type).getName())));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaClass> areThreadsOrChance() {
        return describe(
                "are threads, sockets, or chance without a seed",
                type ->
                        type.isAssignableTo(Thread.class)
                                || type.isAssignableTo(ExecutorService.class)
                                || type.isAssignableTo(SecureRandom.class)
                                || type.isAssignableTo(ThreadLocalRandom.class)
                                || type.isAssignableTo(DatagramSocket.class)
                                || type.isAssignableTo(Socket.class)
                                || type.isEquivalentTo(UUID.class));
    }

    private static DescribedPredicate<JavaCall<?>> takesTheTime() {
        return describe(
                "now() of java.time",
                call ->
                        call.getTargetOwner().getPackageName().startsWith("java.time")
                                && call.getName().startsWith("now"));
    }

    private static DescribedPredicate<JavaCall<?>> makesASaltedCollection() {
        return describe(
                "Set.of, Map.of, their copies, Collectors.toSet, toMap or groupingBy",
                call -> {
                    var owner = call.getTargetOwner();
                    if (owner.isEquivalentTo(Set.class) || owner.isEquivalentTo(Map.class)) {
                        return call.getName().matches("of|copyOf|ofEntries");
                    }
                    return owner.isEquivalentTo(Collectors.class)
                            && call.getName().matches("to.*(Set|Map)|groupingBy|partitioningBy");
                });
    }
}
