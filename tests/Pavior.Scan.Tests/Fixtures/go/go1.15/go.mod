module acme.example/app

go 1.15

require (
	example.org/Upper/Case v1.0.0
	example.org/lib/alpha v1.2.3
	example.org/lib/beta/v2 v2.0.1
	example.org/lib/delta v0.0.0
	example.org/lib/gamma v0.0.0-20240102030405-0123456789ab
	example.org/lib/unused v1.9.0
	example.org/old/incompat v3.1.0+incompatible
)

require example.org/lib/testonly v0.1.0

replace (
	example.org/lib/beta/v2 v2.0.1 => example.org/fork/beta/v2 v2.0.2
	example.org/lib/delta => ./local/delta
)

exclude example.org/lib/deep v0.5.0-rc.1
