-- Identities, sessions and second factors (better-auth's tables), in a schema of their own: the role
-- enlace_auth has rights only here, and enlace_app has none here beyond the functions below.

do $$ begin
  if not exists (select from pg_roles where rolname = 'enlace_auth') then
    create role enlace_auth nologin;
  end if;
  execute format('grant enlace_auth to %I', current_user);
end $$;
create schema auth;
grant usage on schema auth to enlace_auth;
alter default privileges in schema auth grant select, insert, update, delete on tables to enlace_auth;

create table auth."user" (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.session (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Ours: when the person last did something, null until they did after signing in. better-auth does not know it.
  last_active_at timestamptz
);
create index session_of_user on auth.session (user_id);

create table auth.account (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, provider_id)
);

create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

create table auth.two_factor (
  id uuid primary key,
  user_id uuid not null unique references auth."user" on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

-- Codes of authenticator apps work once (RFC 6238, 5.2); rows are kept for minutes.
create table auth.used_code (
  user_id uuid not null references auth."user" on delete cascade,
  code_hash bytea not null,
  used_at timestamptz not null,
  primary key (user_id, code_hash)
);

-- Tries of one account (a keyed hash of the e-mail address, whether or not it exists) in the last minutes.
create table auth.sign_in_guard (
  account_key bytea primary key,
  attempts timestamptz[] not null,
  locked_until timestamptz
);

-- What the application may do to identities: only to those of the tenant it has chosen.

create procedure assert_own_identity(given_user_id uuid) language plpgsql security definer
  set search_path = public as $$
begin
  if not exists (select from app_user where organization_id = current_organization() and id = given_user_id) then
    raise exception 'identity of another organization' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- The identity follows the row of app_user: name and address, made on first call.
create procedure save_identity(given_user_id uuid) language plpgsql security definer
  set search_path = public as $$
begin
  call assert_own_identity(given_user_id);
  insert into auth."user" as u (id, name, email)
    select id, display_name, email from app_user
    where organization_id = current_organization() and id = given_user_id
    on conflict (id) do update set name = excluded.name, email = excluded.email, updated_at = now();
end $$;

-- A new password ends every session of the person.
create procedure set_identity_password(given_user_id uuid, given_hash text) language plpgsql security definer
  set search_path = public as $$
begin
  call assert_own_identity(given_user_id);
  insert into auth.account as a (id, user_id, account_id, provider_id, password)
    values (gen_random_uuid(), given_user_id, given_user_id::text, 'credential', given_hash)
    on conflict (user_id, provider_id) do update set password = excluded.password, updated_at = now();
  delete from auth.session where user_id = given_user_id;
end $$;

create procedure end_identity_sessions(given_user_id uuid) language plpgsql security definer
  set search_path = public as $$
begin
  call assert_own_identity(given_user_id);
  delete from auth.session where user_id = given_user_id;
end $$;

create procedure forget_second_factor(given_user_id uuid) language plpgsql security definer
  set search_path = public as $$
begin
  call assert_own_identity(given_user_id);
  delete from auth.two_factor where user_id = given_user_id;
  update auth."user" set two_factor_enabled = false, updated_at = now() where id = given_user_id;
  delete from auth.session where user_id = given_user_id;
end $$;

create function identities_of_organization()
  returns table (user_id uuid, has_password boolean, two_factor_enabled boolean)
  language sql stable security definer set search_path = public as $$
  select u.id, exists (select from auth.account a where a.user_id = u.id and a.password is not null), u.two_factor_enabled
  from app_user p join auth."user" u on u.id = p.id
  where p.organization_id = current_organization() $$;

-- The session tells the tenant, so it is looked up before one is chosen.
create function find_session(given_token text)
  returns table (session_id uuid, began_at timestamptz, last_active_at timestamptz, two_factor_enabled boolean,
                 organization_id uuid, organization_name text, zone text, demonstration boolean, settings jsonb,
                 user_id uuid, display_name text, email text, credentials text, roles text[], languages text[],
                 skills text[], interface_language text, practice_id uuid)
  language sql stable security definer set search_path = public as $$
  select s.id, s.created_at, coalesce(s.last_active_at, s.created_at), u.two_factor_enabled,
         o.organization_id, o.name, o.zone, o.demonstration, o.settings,
         p.id, p.display_name, p.email, p.credentials, p.roles, p.languages,
         p.skills, p.interface_language, p.practice_id
  from auth.session s
  join auth."user" u on u.id = s.user_id
  join app_user p on p.id = u.id and p.active
  join organization o on o.organization_id = p.organization_id
  where s.token = given_token and s.expires_at > now() $$;

create procedure touch_session(given_session_id uuid, given_at timestamptz) language sql security definer
  set search_path = public as $$
  update auth.session set last_active_at = given_at 
  where id = given_session_id and coalesce(last_active_at, created_at) < given_at $$;

create procedure end_session(given_session_id uuid) language sql security definer
  set search_path = public as $$ delete from auth.session where id = given_session_id $$;

-- Ends what is past its limits in this organization and tells whose sessions they were.
create function end_stale_sessions(idle_since timestamptz, began_before timestamptz) returns setof uuid
  language sql security definer set search_path = public as $$
  delete from auth.session s using app_user p
  where p.organization_id = current_organization() and p.id = s.user_id
    and (coalesce(s.last_active_at, s.created_at) < idle_since or s.created_at < began_before)
  returning s.user_id $$;

create function live_session_users() returns setof uuid
  language sql stable security definer set search_path = public as $$
  select distinct s.user_id from auth.session s join app_user p on p.id = s.user_id
  where p.organization_id = current_organization() and p.active $$;

-- Whom an address belongs to, for refusing the inactive and for auditing failed sign-ins.
create function find_identity(given_user_id uuid, given_email text)
  returns table (organization_id uuid, user_id uuid, email text, active boolean)
  language sql stable security definer set search_path = public as $$
  select p.organization_id, p.id, p.email, p.active from auth."user" u join app_user p on p.id = u.id
  where u.id = given_user_id or u.email = given_email $$;
