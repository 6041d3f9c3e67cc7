# -*- encoding: utf-8 -*-
# stub: rackish 2.2.4 ruby lib

Gem::Specification.new do |s|
  s.name = "rackish".freeze
  s.version = "2.2.4"

  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :required_rubygems_version=
  s.require_paths = ["lib".freeze]
  s.authors = ["Jo \u00CBxample".freeze, "Second #1".freeze]
  s.date = "2026-11-24"
  s.description = "a 'quoted' \"text\" # no comment".freeze
  s.homepage = "https://example.org".freeze
  s.licenses = ["MIT".freeze, "Ruby".freeze]
  s.rubygems_version = "3.3.15".freeze
  s.summary = "x".freeze

  s.installed_by_version = "3.3.15" if s.respond_to? :installed_by_version
end
