namespace Pavior.Scan.Java;

/// <summary>The facts behind <see cref="KnownGroups"/>: a group, then its artifacts or the beginnings of their names.</summary>
internal static class KnownGroupsTable
{
    public const string Prefixes = """
        ch.qos.logback logback-
        com.amazonaws aws-java-sdk-
        com.fasterxml.jackson.dataformat jackson-dataformat-
        com.fasterxml.jackson.datatype jackson-datatype-
        com.fasterxml.jackson.module jackson-module-
        com.fasterxml.jackson.jaxrs jackson-jaxrs-
        com.fasterxml.jackson.jakarta.rs jackson-jakarta-rs-
        com.fasterxml.jackson.jr jackson-jr-
        com.google.cloud google-cloud-
        com.google.errorprone error_prone_
        com.google.api gax-
        com.google.inject.extensions guice-
        com.google.protobuf protobuf-java
        com.graphql-java graphql-java
        com.squareup.okhttp3 okhttp-
        com.squareup.okio okio-
        com.squareup.retrofit2 retrofit- converter-
        com.squareup.moshi moshi-
        com.typesafe.akka akka-
        com.thoughtworks.xstream xstream-
        com.vaadin vaadin- flow-
        io.dropwizard dropwizard-
        io.dropwizard.metrics metrics-core metrics-jvm metrics-json metrics-servlets metrics-healthchecks metrics-annotation metrics-jmx metrics-graphite
        io.grpc grpc-
        io.jsonwebtoken jjwt-
        io.micrometer micrometer-
        io.micronaut micronaut-
        io.netty netty-
        io.opentelemetry opentelemetry-
        io.projectreactor.netty reactor-netty
        io.prometheus simpleclient
        io.quarkus quarkus-
        io.smallrye.reactive mutiny-
        io.undertow undertow-
        io.vertx vertx-
        io.zipkin.brave brave-
        net.java.dev.jna jna-
        org.antlr antlr4- antlr-runtime
        org.apache.activemq activemq- artemis-
        org.apache.ant ant-
        org.apache.avro avro-
        org.apache.axis2 axis2-
        org.apache.camel camel-
        org.apache.camel.springboot camel-spring-boot-
        org.apache.cassandra cassandra-
        org.apache.cxf cxf-
        org.apache.directory.server apacheds-
        org.apache.directory.api api-ldap-
        org.apache.felix org.apache.felix.
        org.apache.flink flink-
        org.apache.geode geode-
        org.apache.geronimo.specs geronimo-
        org.apache.hadoop hadoop-
        org.apache.hbase hbase-
        org.apache.hive hive-
        org.apache.httpcomponents.client5 httpclient5
        org.apache.httpcomponents.core5 httpcore5
        org.apache.kafka kafka-
        org.apache.karaf org.apache.karaf.
        org.apache.logging.log4j log4j-1.2-api log4j-api log4j-core log4j-jcl log4j-jul log4j-slf4j log4j-web log4j-to-slf4j log4j-layout-template-json log4j-iostreams log4j-taglib log4j-jmx-gui log4j-appserver log4j-couchdb log4j-mongodb log4j-cassandra log4j-spring
        org.apache.lucene lucene-
        org.apache.maven.doxia doxia-
        org.apache.maven.resolver maven-resolver-
        org.apache.maven.scm maven-scm-
        org.apache.maven.surefire surefire-
        org.apache.maven.wagon wagon-
        org.apache.mina mina-
        org.apache.parquet parquet-
        org.apache.poi poi-
        org.apache.pulsar pulsar-
        org.apache.shiro shiro-
        org.apache.solr solr-
        org.apache.spark spark-core spark-sql spark-streaming spark-mllib spark-catalyst spark-hive spark-yarn spark-network spark-unsafe spark-launcher spark-kvstore spark-sketch spark-tags spark-graphx spark-repl
        org.apache.sshd sshd-
        org.apache.struts struts2-
        org.apache.tapestry tapestry-
        org.apache.tika tika-
        org.apache.tiles tiles-
        org.apache.tomcat tomcat-
        org.apache.tomcat.embed tomcat-embed-
        org.apache.velocity velocity-engine-
        org.apache.wicket wicket-
        org.apache.wss4j wss4j-
        org.apache.xmlgraphics batik-
        org.apache.zookeeper zookeeper-
        org.aspectj aspectj
        org.bouncycastle bcprov-jdk bcpkix-jdk bcpg-jdk bcmail-jdk bctls-jdk bcutil-jdk bc-fips bcprov-ext-jdk bctsp-jdk
        org.codehaus.janino janino-
        org.codehaus.plexus plexus-
        org.eclipse.aether aether-
        org.eclipse.jetty.http2 http2-
        org.eclipse.persistence org.eclipse.persistence.
        org.eclipse.jetty.websocket websocket-jetty-
        org.glassfish.hk2 hk2-
        org.glassfish.jaxb jaxb-runtime txw2
        org.glassfish.jersey.core jersey-server jersey-common jersey-client
        org.glassfish.jersey.containers jersey-container-
        org.glassfish.jersey.ext jersey-entity-filtering jersey-bean-validation jersey-spring
        org.glassfish.jersey.media jersey-media-
        org.hamcrest hamcrest-
        org.hibernate hibernate-entitymanager
        org.infinispan infinispan-
        org.jboss.resteasy resteasy-
        org.jboss.xnio xnio-
        org.jenkins-ci.main jenkins-core jenkins-war
        org.jetbrains.kotlin kotlin-
        org.jetbrains.kotlinx kotlinx-
        org.jline jline-
        org.junit.jupiter junit-jupiter
        org.junit.platform junit-platform-
        org.junit.vintage junit-vintage-
        org.keycloak keycloak-
        org.mockito mockito-
        org.neo4j neo4j-
        org.openjdk.jmh jmh-
        org.openjfx javafx-
        org.opensaml opensaml-
        org.opensearch opensearch-
        org.quartz-scheduler quartz-jobs
        org.scala-lang scala-
        org.scala-lang.modules scala-xml_ scala-parser-combinators_ scala-java8-compat_ scala-collection-compat_
        org.seleniumhq.selenium selenium-
        org.slf4j slf4j-
        org.springframework spring-
        org.springframework.amqp spring-amqp spring-rabbit
        org.springframework.batch spring-batch-
        org.springframework.boot spring-boot
        org.springframework.cloud spring-cloud-
        org.springframework.data spring-data-
        org.springframework.graphql spring-graphql
        org.springframework.hateoas spring-hateoas
        org.springframework.integration spring-integration-
        org.springframework.kafka spring-kafka
        org.springframework.ldap spring-ldap-
        org.springframework.plugin spring-plugin-
        org.springframework.retry spring-retry
        org.springframework.security spring-security-
        org.springframework.session spring-session-
        org.springframework.shell spring-shell-
        org.springframework.statemachine spring-statemachine-
        org.springframework.vault spring-vault-
        org.springframework.webflow spring-webflow
        org.springframework.ws spring-ws- spring-xml
        org.testcontainers testcontainers-
        org.thymeleaf thymeleaf-
        org.wildfly.security wildfly-elytron-
        org.wildfly.common wildfly-common
        software.amazon.awssdk sdk-core aws-core
        """;

    public const string Exact = """
        aopalliance aopalliance
        axis axis axis-jaxrpc axis-saaj
        backport-util-concurrent backport-util-concurrent
        bsf bsf
        c3p0 c3p0
        cglib cglib cglib-nodep
        ch.qos.reload4j reload4j
        classworlds classworlds
        com.beust jcommander
        com.carrotsearch hppc
        com.esotericsoftware kryo minlog reflectasm
        com.fasterxml classmate
        com.fasterxml.jackson.core jackson-annotations jackson-core jackson-databind
        com.fasterxml.uuid java-uuid-generator
        com.fasterxml.woodstox woodstox-core
        com.github.ben-manes.caffeine caffeine
        com.github.jnr jffi jnr-constants jnr-enxio jnr-ffi jnr-netdb jnr-posix jnr-unixsocket jnr-x86asm
        com.github.luben zstd-jni
        com.github.spotbugs spotbugs-annotations
        com.google.code.findbugs jsr305 findbugs
        com.google.code.gson gson
        com.google.guava guava guava-testlib failureaccess listenablefuture
        com.google.inject guice
        com.google.j2objc j2objc-annotations
        com.google.javascript closure-compiler
        com.google.jimfs jimfs
        com.google.re2j re2j
        com.h2database h2
        com.hazelcast hazelcast
        com.ibm.icu icu4j
        com.jayway.jsonpath json-path
        com.jcraft jsch jzlib
        com.lmax disruptor
        com.mchange mchange-commons-java
        com.microsoft.sqlserver mssql-jdbc
        com.mysql mysql-connector-j
        com.nimbusds nimbus-jose-jwt oauth2-oidc-sdk
        com.oracle.database.jdbc ojdbc8 ojdbc11
        com.rabbitmq amqp-client
        com.samskivert jmustache
        com.squareup javapoet javawriter
        com.squareup.okhttp3 logging-interceptor mockwebserver
        com.squareup.okio okio
        com.squareup.retrofit2 retrofit
        com.sun.mail javax.mail jakarta.mail
        com.sun.activation jakarta.activation
        com.sun.istack istack-commons-runtime
        com.sun.jersey jersey-core jersey-json jersey-servlet jersey-bundle
        com.sun.xml.bind jaxb-impl jaxb-core jaxb-xjc
        com.thoughtworks.paranamer paranamer
        com.thoughtworks.qdox qdox
        com.thoughtworks.xstream xstream
        com.typesafe ssl-config-core
        com.unboundid unboundid-ldapsdk
        com.vdurmont semver4j
        com.zaxxer HikariCP
        commons-beanutils commons-beanutils commons-beanutils-core
        commons-chain commons-chain
        commons-cli commons-cli
        commons-codec commons-codec
        commons-collections commons-collections
        commons-configuration commons-configuration
        commons-daemon commons-daemon
        commons-dbcp commons-dbcp
        commons-digester commons-digester
        commons-discovery commons-discovery
        commons-el commons-el
        commons-fileupload commons-fileupload
        commons-httpclient commons-httpclient
        commons-io commons-io
        commons-jelly commons-jelly
        commons-jexl commons-jexl
        commons-jxpath commons-jxpath
        commons-lang commons-lang
        commons-logging commons-logging commons-logging-api
        commons-net commons-net
        commons-pool commons-pool
        commons-validator commons-validator
        info.picocli picocli
        io.airlift aircompressor
        io.perfmark perfmark-api
        io.projectreactor reactor-core reactor-test
        io.reactivex.rxjava3 rxjava3
        io.swagger.core.v3 swagger-core swagger-annotations swagger-models
        jakarta.activation jakarta.activation-api
        jakarta.annotation jakarta.annotation-api
        jakarta.inject jakarta.inject-api
        jakarta.persistence jakarta.persistence-api
        jakarta.servlet jakarta.servlet-api
        jakarta.transaction jakarta.transaction-api
        jakarta.validation jakarta.validation-api
        jakarta.websocket jakarta.websocket-api jakarta.websocket-client-api
        jakarta.ws.rs jakarta.ws.rs-api
        jakarta.xml.bind jakarta.xml.bind-api
        javax.activation activation javax.activation-api
        javax.annotation javax.annotation-api
        javax.cache cache-api
        javax.enterprise cdi-api
        javax.inject javax.inject
        javax.mail mail javax.mail-api
        javax.persistence javax.persistence-api persistence-api
        javax.servlet javax.servlet-api servlet-api
        javax.servlet.jsp javax.servlet.jsp-api jsp-api
        javax.transaction javax.transaction-api jta
        javax.validation validation-api
        javax.websocket javax.websocket-api
        javax.ws.rs javax.ws.rs-api jsr311-api
        javax.xml.bind jaxb-api
        jaxen jaxen
        joda-time joda-time
        junit junit junit-dep
        log4j log4j apache-log4j-extras
        mysql mysql-connector-java
        net.bytebuddy byte-buddy byte-buddy-agent
        net.java.dev.jna jna jna-platform
        net.jpountz.lz4 lz4
        net.minidev json-smart accessors-smart asm-accessors
        net.sf.ehcache ehcache ehcache-core
        net.sf.jopt-simple jopt-simple
        net.sf.kxml kxml2
        net.sf.saxon Saxon-HE
        net.sf.trove4j trove4j
        net.sourceforge.htmlunit htmlunit htmlunit-core-js neko-htmlunit
        net.sourceforge.nekohtml nekohtml
        net.sourceforge.pmd pmd-core pmd-java
        ognl ognl
        org.abego.treelayout org.abego.treelayout.core
        org.antlr ST4 antlr4 antlr-complete
        org.apache.ant ant
        org.apache.avro avro
        org.apache.bcel bcel
        org.apache.commons commons-collections4 commons-compress commons-configuration2 commons-crypto commons-csv commons-dbcp2 commons-email commons-exec commons-fileupload2 commons-jcs-core commons-jexl3 commons-lang3 commons-math commons-math3 commons-parent commons-pool2 commons-rng-simple commons-text commons-vfs2 commons-bcel
        org.apache.curator curator-client curator-framework curator-recipes curator-test
        org.apache.derby derby derbyclient derbynet derbytools derbyshared
        org.apache.httpcomponents httpasyncclient httpclient httpclient-cache httpcore httpcore-nio httpmime fluent-hc
        org.apache.ivy ivy
        org.apache.james apache-mime4j apache-mime4j-core apache-mime4j-dom
        org.apache.maven maven-aether-provider maven-archiver maven-artifact maven-builder-support maven-compat maven-core maven-embedder maven-model maven-model-builder maven-plugin-api maven-repository-metadata maven-resolver-provider maven-settings maven-settings-builder maven-slf4j-provider
        org.apache.maven.shared maven-artifact-transfer maven-common-artifact-filters maven-dependency-analyzer maven-dependency-tree maven-filtering maven-invoker maven-mapping maven-reporting-exec maven-shared-incremental maven-shared-io maven-shared-jar maven-shared-utils maven-verifier file-management
        org.apache.neethi neethi
        org.apache.pdfbox fontbox jempbox pdfbox pdfbox-debugger pdfbox-tools preflight xmpbox
        org.apache.poi poi ooxml-schemas
        org.apache.qpid proton-j qpid-jms-client
        org.apache.rat apache-rat-core
        org.apache.santuario xmlsec
        org.apache.struts struts-core struts-taglib
        org.apache.taglibs taglibs-standard-impl taglibs-standard-spec
        org.apache.thrift libthrift
        org.apache.velocity velocity velocity-tools
        org.apache.ws.xmlschema xmlschema-core
        org.apache.xbean xbean-asm-util xbean-bundleutils xbean-classpath xbean-finder xbean-naming xbean-reflect xbean-spring
        org.apache.xmlbeans xmlbeans
        org.apache.xmlgraphics fop fop-core xmlgraphics-commons
        org.apache.xmlrpc xmlrpc-client xmlrpc-common xmlrpc-server
        org.apache.zookeeper zookeeper
        org.apiguardian apiguardian-api
        org.assertj assertj-core
        org.awaitility awaitility
        org.beanshell bsh
        org.bitbucket.b_c jose4j
        org.checkerframework checker-qual
        org.clojure clojure core.specs.alpha spec.alpha
        org.codehaus.jackson jackson-core-asl jackson-jaxrs jackson-mapper-asl jackson-xc
        org.codehaus.janino janino commons-compiler
        org.codehaus.jettison jettison
        org.codehaus.mojo animal-sniffer-annotations
        org.codehaus.woodstox stax2-api woodstox-core-asl
        org.conscrypt conscrypt-openjdk-uber
        org.easymock easymock
        org.eclipse.jdt ecj org.eclipse.jdt.core
        org.eclipse.jetty.alpn alpn-api
        org.eclipse.persistence eclipselink javax.persistence
        org.eclipse.platform org.eclipse.osgi org.eclipse.equinox.common org.eclipse.core.runtime
        org.eclipse.sisu org.eclipse.sisu.inject org.eclipse.sisu.plexus
        org.fusesource.hawtbuf hawtbuf
        org.fusesource.jansi jansi
        org.fusesource.leveldbjni leveldbjni-all
        org.freemarker freemarker
        org.glassfish javax.el javax.json jakarta.el jakarta.json
        org.glassfish.hk2.external aopalliance-repackaged
        org.glassfish.jersey.inject jersey-hk2
        org.gradle gradle-base-services gradle-cli gradle-core gradle-core-api gradle-launcher gradle-logging gradle-messaging gradle-model-core gradle-native gradle-tooling-api gradle-wrapper
        org.hdrhistogram HdrHistogram
        org.hibernate.common hibernate-commons-annotations
        org.hibernate.javax.persistence hibernate-jpa-2.0-api hibernate-jpa-2.1-api
        org.iq80.snappy snappy
        org.javassist javassist
        org.jboss.logging jboss-logging jboss-logging-annotations
        org.jboss.logmanager jboss-logmanager
        org.jboss.marshalling jboss-marshalling jboss-marshalling-river
        org.jboss.threads jboss-threads
        org.jdom jdom2
        org.jgroups jgroups
        org.joda joda-convert joda-money
        org.jooq jooq
        org.jruby jruby jruby-complete jruby-core jruby-stdlib
        org.jruby.jcodings jcodings
        org.jruby.joni joni
        org.jsoup jsoup
        org.jspecify jspecify
        org.jvnet.mimepull mimepull
        org.jvnet.staxex stax-ex
        org.latencyutils LatencyUtils
        org.liquibase liquibase-core
        org.lz4 lz4-java
        org.mariadb.jdbc mariadb-java-client
        org.mindrot jbcrypt
        org.modelmapper modelmapper
        org.mongodb bson mongo-java-driver mongodb-driver-core mongodb-driver-sync
        org.mozilla rhino
        org.msgpack msgpack-core
        org.mvel mvel2
        org.objenesis objenesis
        org.openid4java openid4java
        org.opentest4j opentest4j
        org.ops4j.pax.logging pax-logging-api
        org.osgi org.osgi.annotation org.osgi.compendium org.osgi.core org.osgi.enterprise osgi.annotation osgi.cmpn osgi.core
        org.ow2.asm asm-analysis
        org.postgresql postgresql
        org.powermock powermock-core
        org.projectlombok lombok
        org.python jython jython-standalone
        org.quartz-scheduler quartz
        org.reactivestreams reactive-streams
        org.reflections reflections
        org.rocksdb rocksdbjni
        org.roaringbitmap RoaringBitmap
        org.sonatype.plexus plexus-build-api plexus-cipher plexus-sec-dispatcher
        org.sonatype.sisu sisu-guice
        org.testng testng
        org.threeten threeten-extra threetenbp
        org.thymeleaf thymeleaf
        org.tukaani xz
        org.unbescape unbescape
        org.xerial sqlite-jdbc
        org.xerial.snappy snappy-java
        org.xmlunit xmlunit-core
        org.yaml snakeyaml
        org.zeroturnaround zt-zip
        oro oro
        regexp regexp
        stax stax-api
        wsdl4j wsdl4j
        xalan serializer xalan xsltc
        xerces xercesImpl xmlParserAPIs
        xml-apis xml-apis xml-apis-ext
        xml-resolver xml-resolver
        xmlpull xmlpull
        xpp3 xpp3 xpp3_min
        """;

    /// <summary>Artifacts whose group changed: the group before, the first major version of the new one, the new group, beginnings of names.</summary>
    public const string Moved = """
        antlr 3 org.antlr antlr stringtemplate
        asm 4 org.ow2.asm asm asm-commons asm-tree asm-util asm-xml asm-all
        com.squareup.okhttp 3 com.squareup.okhttp3 okhttp
        dom4j 2 org.dom4j dom4j
        hsqldb 2 org.hsqldb hsqldb
        io.reactivex 2 io.reactivex.rxjava2 rxjava
        jdom 1 org.jdom jdom
        jline 3 org.jline jline
        org.codehaus.groovy 4 org.apache.groovy groovy groovy-
        org.hibernate 6 org.hibernate.orm hibernate-core hibernate-envers hibernate-c3p0 hibernate-jcache hibernate-jpamodelgen
        org.hibernate 6 org.hibernate.validator hibernate-validator hibernate-validator-
        org.jboss 3 io.smallrye jandex
        org.mortbay.jetty 7 org.eclipse.jetty jetty jetty-
        """;
}
