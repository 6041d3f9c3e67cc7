# -*- encoding: utf-8 -*-
# stub: nokogirish 1.15.0 x86_64-linux lib

Gem::Specification.new do |s|
  s.name = "nokogirish".freeze
  s.version = "1.15.0"
  s.platform = "x86_64-linux".freeze

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

  if s.respond_to? :specification_version then
    s.specification_version = 4
  end

  if s.respond_to? :add_runtime_dependency then
    s.add_runtime_dependency(%q<rackish>.freeze, [">= 2", "< 4"])
    s.add_development_dependency(%q<devish>.freeze, [">= 0"])
  else
    s.add_dependency(%q<rackish>.freeze, [">= 2", "< 4"])
    s.add_dependency(%q<devish>.freeze, [">= 0"])
  end
end
